with latest as (
    {{ register_now('register_answers', ['key_question_id', 'cycle_id'], "state <> 'draft'") }}
)

select
    row_id,
    key_question_id,
    cycle_id,
    judgement,
    confidence,
    state,
    recorded_by_role,
    recorded_at
from latest
