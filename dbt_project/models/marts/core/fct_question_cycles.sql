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
        max(newest_date) as newest_date,
        min(denominator) as smallest_denominator
    from {{ ref('fct_evidence') }}
    group by key_question_id, cycle_id
),

newest as (
    select
        terms.period_id as cycle_id,
        max(dates.fact_date) as newest_date
    from {{ ref('fct_feed_dates') }} as dates
    inner join {{ ref('brg_date_periods') }} as terms
        on dates.fact_date = terms.date_day and terms.period_type = 'term'
    where dates.feed <> 'benchmarks'
    group by terms.period_id
)

select
    cycles.key_question_id,
    cycles.cycle_id,
    judgements.judgement,
    judgements.recorded_by_role as judged_by_role,
    judgements.recorded_at as judged_at,
    coalesce(evidence.sources, 0) as evidence_sources,
    evidence.newest_date as evidence_newest,
    case
        when evidence.sources is null then 'none'
        when
            evidence.sources >= {{ threshold('evidence_sources_enough') }}
            and evidence.smallest_denominator >= {{ threshold('evidence_smallest_denominator') }}
            and {{ dbt.datediff('evidence.newest_date', 'newest.newest_date', 'day') }}
            <= {{ threshold('evidence_recent_days') }}
            then 'enough'
        else 'thin'
    end as evidence_sufficiency
from cycles
left join evidence
    on cycles.key_question_id = evidence.key_question_id and cycles.cycle_id = evidence.cycle_id
left join newest on cycles.cycle_id = newest.cycle_id
left join {{ ref('stg_judgements') }} as judgements
    on cycles.key_question_id = judgements.key_question_id and cycles.cycle_id = judgements.cycle_id
