-- A survey asks each household once in each term in which it was answered; a year adds up its terms.
with responses as (
    select
        members.school_id, members.survey_id, terms.period_id as term_id, members.group_type, members.group_value,
        count(distinct members.response_id) as responses
    from {{ ref('brg_respondent_groups') }} as members
    inner join {{ ref('brg_date_periods') }} as terms
        on members.answered_on = terms.date_day and terms.period_type = 'term'
    where members.respondent_role = 'parent'
    group by all
),

-- Groups are compared only where the survey let respondents be placed in them.
asked as (
    select distinct school_id, survey_id, term_id, group_type
    from responses
    where group_value <> 'not known'
),

households as (
    select
        homes.school_id, homes.period_id as term_id, members.group_type, members.group_value,
        count(*) as on_roll
    from {{ ref('brg_household_periods') }} as homes
    inner join {{ ref('brg_groups') }} as members
        on
            homes.school_id = members.school_id
            and members.subject_type = 'household'
            and homes.household_id = members.subject_id
    where homes.period_type = 'term'
    group by all
),

surveyed as (
    select
        asked.school_id, asked.term_id, households.group_type, households.group_value, households.on_roll,
        coalesce(responses.responses, 0) as responses
    from asked
    inner join households
        on
            asked.school_id = households.school_id
            and asked.term_id = households.term_id
            and asked.group_type = households.group_type
    left join responses
        on
            asked.school_id = responses.school_id
            and asked.survey_id = responses.survey_id
            and asked.term_id = responses.term_id
            and households.group_type = responses.group_type
            and households.group_value = responses.group_value
),

totals as (
    select
        surveyed.school_id, 'term' as period_type, surveyed.term_id as period_id,
        surveyed.group_type, surveyed.group_value,
        sum(surveyed.on_roll) as on_roll, sum(surveyed.responses) as responses
    from surveyed
    group by all
    union all
    select
        surveyed.school_id, 'year', terms.academic_year, surveyed.group_type, surveyed.group_value,
        sum(surveyed.on_roll), sum(surveyed.responses)
    from surveyed
    inner join {{ ref('dim_periods') }} as terms
        on terms.period_type = 'term' and surveyed.term_id = terms.period_id
    group by all
)

-- Two parents of one household may both answer, unseen in an anonymous survey: the rate stops at one.
{{ indicator_rows('totals', [('response_rate', 'least(responses, on_roll)', 'on_roll', 'on_roll')]) }}
