select
    school_id,
    survey_id,
    respondent_role,
    max(answered_on) as newest_date
from {{ ref('fct_survey_answers') }}
group by school_id, survey_id, respondent_role
