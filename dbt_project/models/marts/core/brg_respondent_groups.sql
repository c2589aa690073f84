{% set backgrounds = ['site', 'year_group', 'pupil_premium', 'send', 'eal'] %}

with answers as (
    select * from {{ ref('fct_survey_answers') }}
),

-- What respondents say of themselves, as a group their answer names; only the site, which has no fixed options,
-- counts by its words: anybody's own words would stand in the reports as a group.
responses as (
    select
        school_id,
        survey_id,
        response_id,
        respondent_role,
        min(answered_on) as answered_on,
        {% for group_type in backgrounds -%}
        max({% if group_type == 'site' %}answer_text{% else %}group_value{% endif %})
        filter (where question_id = 'background_{{ group_type }}') as {{ group_type }},
        {% endfor -%}
        max(pupil_id) as pupil_id,
        max(site) as file_site
    from answers
    group by school_id, survey_id, response_id, respondent_role
),

told as (
    {% for group_type in ['all', 'sex'] + backgrounds -%}
    select
        school_id, survey_id, response_id, respondent_role, answered_on, pupil_id, '{{ group_type }}' as group_type,
        {% if group_type == 'all' %}'all'{% elif group_type == 'sex' %}cast(null as varchar)
        {% elif group_type == 'site' %}coalesce(site, file_site){% else %}{{ group_type }}{% endif %} as group_value
    from responses
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- A site is one that pupils have, or one that enough respondents name alike.
named_sites as (
    select school_id, group_value
    from {{ ref('brg_groups') }}
    where group_type = 'site'
    union distinct
    select school_id, group_value
    from told
    where group_type = 'site' and group_value is not null
    group by school_id, group_value
    having count(*) >= {{ threshold('reporting_floor') }}
)

select
    told.school_id,
    told.survey_id,
    told.response_id,
    told.respondent_role,
    told.answered_on,
    told.group_type,
    coalesce(
        case when told.group_type <> 'site' or named_sites.group_value is not null then told.group_value end,
        members.group_value, 'not known'
    ) as group_value
from told
left join named_sites on told.school_id = named_sites.school_id and told.group_value = named_sites.group_value
left join {{ ref('brg_groups') }} as members
    on
        told.school_id = members.school_id
        and members.subject_type = 'pupil'
        and told.pupil_id = members.subject_id
        and told.group_type = members.group_type
