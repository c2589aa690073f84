with answers as (
    select
        answers.*,
        coalesce(roles.respondent_role, answers.respondent_role) as role,
        cast(coalesce(answers.submitted_at, uploads.loaded_at) as date) as answered_on
    from {{ ref('stg_survey_answers') }} as answers
    left join {{ ref('int_survey_roles') }} as roles
        on
            answers.school_id = roles.school_id
            and answers.survey_id = roles.survey_id
            and answers.respondent_role = 'unknown'
    left join {{ ref('stg_uploads') }} as uploads on answers.upload_id = uploads.upload_id
),

meanings as (
    select * from {{ ref('int_answer_meanings') }}
)

-- An answer is read by its words, and by its number where a form tool exports numbers alone.
select
    answers.school_id,
    answers.survey_id,
    answers.response_id,
    answers.question_no,
    answers.option_no,
    answers.role as respondent_role,
    answers.answered_on,
    answers.pupil_id,
    answers.site,
    questions.question_id,
    questions.scale_id,
    answers.answer_kind,
    answers.answer_key,
    answers.answer_text,
    coalesce(worded.is_favourable, numbered.is_favourable) as is_favourable,
    coalesce(worded.points, numbered.points) as points,
    worded.barrier_id,
    worded.group_value,
    answers.answer_key is not null as is_answered,
    answers.is_duplicate
from answers
left join {{ ref('dim_questions') }} as questions
    on answers.question_key = questions.question_key and answers.role = questions.respondent_role
left join meanings as worded
    on
        questions.question_id = worded.question_id
        and answers.role = worded.respondent_role
        and answers.answer_key = worded.answer_key
left join meanings as numbered
    on
        questions.question_id = numbered.question_id
        and answers.role = numbered.respondent_role
        and answers.answer_value = numbered.answer_value
        and worded.question_id is null
