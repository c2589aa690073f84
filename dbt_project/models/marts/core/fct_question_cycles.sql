with cycles as (
    select questions.key_question_id, terms.period_id as cycle_id
    from {{ ref('dim_periods') }} as terms
    cross join {{ ref('dim_key_questions') }} as questions
    where terms.period_type = 'term' and terms.has_data
    union
    select key_question_id, cycle_id from {{ ref('stg_judgements') }}
),

evidence as (
    select
        key_question_id,
        cycle_id,
        count(distinct evidence_feed) as sources,
        max(newest_date) as newest_date
    from {{ ref('fct_evidence') }}
    group by key_question_id, cycle_id
),

checks as (
    select
        key_question_id,
        cycle_id,
        bool_and(is_met) as is_enough
    from {{ ref('fct_evidence_checks') }}
    group by key_question_id, cycle_id
)

select
    cycles.key_question_id,
    cycles.cycle_id,
    judgements.judgement,
    judgements.confidence,
    judgements.state,
    judgements.recorded_by_role as judged_by_role,
    judgements.recorded_at as judged_at,
    coalesce(evidence.sources, 0) as evidence_sources,
    evidence.newest_date as evidence_newest,
    case
        when checks.is_enough is null then 'none'
        when checks.is_enough then 'enough'
        else 'thin'
    end as evidence_sufficiency
from cycles
left join evidence
    on cycles.key_question_id = evidence.key_question_id and cycles.cycle_id = evidence.cycle_id
left join checks
    on cycles.key_question_id = checks.key_question_id and cycles.cycle_id = checks.cycle_id
left join {{ ref('stg_judgements') }} as judgements
    on cycles.key_question_id = judgements.key_question_id and cycles.cycle_id = judgements.cycle_id
