-- The indicator that speaks most directly to the question, of those that stood beside the judgement.
with moved as (
    select
        key_question_id,
        cycle_id,
        min_by(drift, position) as drift
    from {{ ref('fct_judged_evidence') }}
    group by key_question_id, cycle_id
)

select
    judgements.key_question_id,
    judgements.cycle_id,
    coalesce(moved.drift, 'no newer data') as drift
from {{ ref('stg_judgements') }} as judgements
left join moved
    on judgements.key_question_id = moved.key_question_id and judgements.cycle_id = moved.cycle_id
