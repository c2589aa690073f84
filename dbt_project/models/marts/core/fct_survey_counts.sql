with periods as (
    select * from {{ ref('brg_date_periods') }}
    where period_type in ('term', 'year')
),

answers as (
    select school_id, survey_id, response_id, scale_id, is_favourable
    from {{ ref('fct_survey_answers') }}
    where is_favourable is not null and scale_id is not null
),

totals as (
    select
        answers.school_id, answers.scale_id, periods.period_type, periods.period_id,
        members.group_type, members.group_value,
        count(*) as given,
        count(*) filter (where answers.is_favourable) as favourable,
        count(distinct answers.survey_id || '|' || answers.response_id) as people
    from answers
    inner join {{ ref('brg_respondent_groups') }} as members
        on
            answers.school_id = members.school_id
            and answers.survey_id = members.survey_id
            and answers.response_id = members.response_id
    inner join periods on members.answered_on = periods.date_day
    group by all
)

select
    'favourable_rate__' || scale_id as indicator_id,
    school_id, period_type, period_id, group_type, group_value,
    favourable as numerator,
    given as denominator,
    people
from totals
