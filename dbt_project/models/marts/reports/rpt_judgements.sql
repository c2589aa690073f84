select
    key_question_id,
    cycle_id,
    judgement,
    confidence,
    state,
    judged_by_role,
    judged_at
from {{ ref('fct_question_cycles') }}
where judgement is not null
