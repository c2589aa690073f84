with periods as (
    select * from {{ ref('brg_date_periods') }}
    where period_type in ('term', 'year')
),

answers as (
    select
        school_id, survey_id, response_id, scale_id,
        count(*) as given,
        count(*) filter (where is_favourable) as favourable,
        sum(points) as points
    from {{ ref('fct_survey_answers') }}
    where is_favourable is not null and points is not null and scale_id is not null
    group by school_id, survey_id, response_id, scale_id
),

-- One respondent's answers to a scale are alike, so respondents are what is counted.
totals as (
    select
        answers.school_id, answers.scale_id, periods.period_type, periods.period_id,
        members.group_type, members.group_value,
        count(*) as people,
        {{ person_sums('answers.given', 'answers.given', 'given') }},
        {{ person_sums('answers.favourable', 'answers.given', 'favourable') }},
        {{ person_sums('answers.points', 'answers.given', 'points') }}
    from answers
    inner join {{ ref('brg_respondent_groups') }} as members
        on
            answers.school_id = members.school_id
            and answers.survey_id = members.survey_id
            and answers.response_id = members.response_id
    inner join periods on members.answered_on = periods.date_day
    group by all
)

{% for indicator_id, name in [('favourable_rate__', 'favourable'), ('scale_mean__', 'points')] -%}
{{ indicator_rows('totals', [
    (indicator_id, name, 'given', 'people', name ~ '_2', 'given_2', name ~ '_product')
], part='scale_id') }}
{% if not loop.last %}union all{% endif %}
{% endfor %}
