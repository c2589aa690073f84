{% set group_types = ['site', 'year_group', 'pupil_premium', 'send', 'eal', 'sex'] %}

with pupils as (
    select school_id, 'pupil' as subject_type, pupil_id as subject_id, 'all' as group_type, 'all' as group_value
    from {{ ref('dim_pupils') }}
    {% for group_type in group_types -%}
    union all
    select school_id, 'pupil', pupil_id, '{{ group_type }}', {{ group_type }} from {{ ref('dim_pupils') }}
    {% endfor %}
),

-- A parent and a household belong to every group that one of their pupils belongs to, once.
families as (
    {% for subject_type, column in [('parent', 'parent_id'), ('household', 'household_id')] -%}
    select distinct
        family.school_id, '{{ subject_type }}', family.{{ column }}, pupils.group_type, pupils.group_value
    from {{ ref('brg_pupil_parents') }} as family
    inner join pupils on family.school_id = pupils.school_id and family.pupil_id = pupils.subject_id
    where family.{{ column }} is not null and family.{{ column }} <> 'not known'
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- Nobody named, or a parent that no pupil list names: counted, in groups that are not known.
unlisted as (
    select school_id, 'nobody' as subject_type, 'nobody' as subject_id from {{ ref('dim_schools') }}
    union all
    select school_id, 'parent', parent_id from {{ ref('dim_parents') }}
    where not is_listed
)

select school_id, subject_type, subject_id, group_type, group_value from pupils
union all
select * from families
union all
select school_id, subject_type, subject_id, 'all', 'all' from unlisted
{% for group_type in group_types -%}
union all
select school_id, subject_type, subject_id, '{{ group_type }}', 'not known' from unlisted
{% endfor %}
