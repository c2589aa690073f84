with answers as (
    select * from {{ ref('stg_survey_answers') }}
),

matches as (
    select
        answers.school_id,
        answers.survey_id,
        questions.respondent_role,
        count(distinct answers.question_key) as questions_matched
    from answers
    inner join {{ ref('question_bank') }} as questions on answers.question_key = questions.question_key
    where answers.respondent_role = 'unknown'
    group by answers.school_id, answers.survey_id, questions.respondent_role
)

select
    school_id,
    survey_id,
    max_by(respondent_role, questions_matched) as respondent_role
from matches
group by school_id, survey_id
