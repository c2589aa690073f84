-- An export does not list the options nobody ticked, so a barrier counts as offered by a survey once anybody
-- in any of its waves has ticked it; a barrier that was never on the form is not shown as named by nobody.
with offered as (
    select distinct school_id, survey_id, respondent_role, question_id, barrier_id
    from {{ ref('fct_survey_answers') }}
    where barrier_id is not null
),

-- Whoever answered the question was asked about every barrier on offer; 'none of these' is an answer.
asked as (
    select distinct
        answers.school_id, answers.survey_id, answers.response_id, offered.respondent_role, offered.barrier_id
    from {{ ref('fct_survey_answers') }} as answers
    inner join offered
        on
            answers.school_id = offered.school_id
            and answers.survey_id = offered.survey_id
            and answers.question_id = offered.question_id
            and answers.respondent_role = offered.respondent_role
    where answers.is_answered
)

select
    asked.barrier_id,
    asked.respondent_role,
    periods.period_type,
    periods.period_id,
    members.group_type,
    members.group_value,
    count(reported.barrier_id) as reported,
    count(*) filter (where reported.is_only_in_comment) as only_in_comments,
    count(*) as respondents
from asked
inner join {{ ref('brg_respondent_groups') }} as members
    on
        asked.school_id = members.school_id
        and asked.survey_id = members.survey_id
        and asked.response_id = members.response_id
inner join {{ ref('brg_date_periods') }} as periods
    on members.answered_on = periods.date_day and periods.period_type in ('term', 'year')
left join {{ ref('fct_reported_barriers') }} as reported
    on
        asked.school_id = reported.school_id
        and asked.survey_id = reported.survey_id
        and asked.response_id = reported.response_id
        and asked.barrier_id = reported.barrier_id
group by all
