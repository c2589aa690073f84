with answers as (
    select answers.*, dates.academic_year
    from {{ ref('fct_survey_answers') }} as answers
    inner join {{ ref('dim_dates') }} as dates on answers.answered_on = dates.date_day
    where answers.respondent_role = 'parent' and answers.is_answered
),

offered as (
    select distinct school_id, academic_year, survey_id, question_id, barrier_id
    from answers
    where barrier_id is not null
),

households as (
    select school_id, pupil_id, min(household_id) as household_id
    from {{ ref('brg_pupil_parents') }}
    group by school_id, pupil_id
)

-- An answer that names no pupil belongs to no family: its barrier stands here without one, so that it can be said.
select
    offered.school_id,
    offered.academic_year,
    'barrier' as factor_type,
    offered.barrier_id as factor_id,
    households.household_id,
    coalesce(bool_or(answers.barrier_id = offered.barrier_id), false) as has_factor
from offered
inner join answers
    on
        offered.school_id = answers.school_id
        and offered.academic_year = answers.academic_year
        and offered.survey_id = answers.survey_id
        and offered.question_id = answers.question_id
left join households
    on answers.school_id = households.school_id and answers.pupil_id = households.pupil_id
group by all
union all
select
    school_id,
    academic_year,
    'turn_out' as factor_type,
    'came_to_an_event' as factor_id,
    household_id,
    turnout_rate > 0 as has_factor
from {{ ref('fct_family_years') }}
where turnout_rate is not null
