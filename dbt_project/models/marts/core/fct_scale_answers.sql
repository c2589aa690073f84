select
    answers.school_id,
    dates.term_id,
    answers.respondent_role,
    answers.scale_id,
    answers.survey_id || ' | ' || answers.response_id as respondent_id,
    answers.question_id,
    max(answers.points) as points
from {{ ref('fct_survey_answers') }} as answers
inner join {{ ref('dim_dates') }} as dates on answers.answered_on = dates.date_day
where answers.scale_id is not null and answers.points is not null
group by all
