select
    question_id,
    respondent_role,
    question_text,
    question_key,
    answer_kind,
    scale_id,
    position,
    is_reversed,
    option_set
from {{ ref('question_bank') }}
