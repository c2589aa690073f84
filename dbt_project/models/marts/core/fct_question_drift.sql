with evidence as (
    select * from {{ ref('fct_evidence') }}
),

judged as (
    select
        cycles.key_question_id,
        cycles.cycle_id,
        min_by(evidence.indicator_id, evidence.position) as indicator_id
    from {{ ref('fct_question_cycles') }} as cycles
    left join evidence
        on cycles.key_question_id = evidence.key_question_id and cycles.cycle_id = evidence.cycle_id
    where cycles.judgement is not null
    group by cycles.key_question_id, cycles.cycle_id
),

-- The indicator that speaks most directly to the question, in the judged term and in the last term since.
pairs as (
    select
        judged.key_question_id,
        judged.cycle_id,
        max(later.better_direction) as better_direction,
        max(before.interval_low) as low_before,
        max(before.interval_high) as high_before,
        max_by(later.interval_low, later.period_start) as low_since,
        max_by(later.interval_high, later.period_start) as high_since
    from judged
    left join evidence as before
        on
            judged.key_question_id = before.key_question_id
            and judged.indicator_id = before.indicator_id
            and judged.cycle_id = before.cycle_id
    left join evidence as later
        on
            before.key_question_id = later.key_question_id
            and before.indicator_id = later.indicator_id
            and before.school_id = later.school_id
            and before.period_start < later.period_start
    group by judged.key_question_id, judged.cycle_id
)

select
    key_question_id,
    cycle_id,
    case
        when low_since is null then 'no newer data'
        when low_since > high_before then case better_direction when 'up' then 'moved up' else 'moved down' end
        when high_since < low_before then case better_direction when 'up' then 'moved down' else 'moved up' end
        else 'steady'
    end as drift
from pairs
