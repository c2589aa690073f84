with superseded as (
    {{ superseding('surveys', ['school_id', 'survey_id', 'response_id'], whole=true) }}
)

select
    upload_id,
    record_no,
    school_id,
    site,
    survey_id,
    response_id,
    respondent_role,
    pupil_id,
    question_key,
    question_text,
    answer_kind,
    nullif(trim(answer_text), '') as answer_text,
    nullif(answer_key, '') as answer_key,
    question_no,
    option_no,
    answer_value,
    submitted_at,
    is_duplicate
from superseded
