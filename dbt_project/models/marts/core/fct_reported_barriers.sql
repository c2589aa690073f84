select distinct
    school_id,
    survey_id,
    response_id,
    barrier_id,
    respondent_role,
    answered_on
from {{ ref('fct_survey_answers') }}
where barrier_id is not null
