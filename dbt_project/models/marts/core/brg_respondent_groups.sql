{% set backgrounds = ['site', 'year_group', 'pupil_premium', 'send', 'eal'] %}

with answers as (
    select * from {{ ref('fct_survey_answers') }}
),

-- What respondents say of themselves; a question without fixed options (the site) counts by its words.
responses as (
    select
        school_id,
        survey_id,
        response_id,
        respondent_role,
        min(answered_on) as answered_on,
        {% for group_type in backgrounds -%}
        max(coalesce(group_value, answer_text)) filter (where question_id = 'background_{{ group_type }}')
            as {{ group_type }},
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
)

select
    told.school_id,
    told.survey_id,
    told.response_id,
    told.respondent_role,
    told.answered_on,
    told.group_type,
    coalesce(told.group_value, members.group_value, 'not known') as group_value
from told
left join {{ ref('brg_groups') }} as members
    on
        told.school_id = members.school_id
        and members.subject_type = 'pupil'
        and told.pupil_id = members.subject_id
        and told.group_type = members.group_type
