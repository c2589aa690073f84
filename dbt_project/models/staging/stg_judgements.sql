with latest as (
    {{ register_now('register_answers', ['key_question_id', 'cycle_id']) }}
)

select
    row_id,
    key_question_id,
    cycle_id,
    judgement,
    recorded_by_role,
    recorded_at
from latest
