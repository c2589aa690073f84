select
    key_question_id,
    indicator_id,
    position,
    reason
from {{ ref('question_indicators') }}
