with seen as (
    select school_id, pupil_id from {{ ref('stg_pupil_parents') }}
    union
    select school_id, pupil_id from {{ ref('int_attendance_marks') }}
    union
    select school_id, pupil_id from {{ ref('stg_attendance_totals') }}
    union
    select school_id, pupil_id from {{ ref('stg_contacts') }}
    union
    select school_id, pupil_id from {{ ref('stg_event_invitations') }}
    union
    select school_id, pupil_id from {{ ref('stg_survey_answers') }}
    union
    select school_id, pupil_id from {{ ref('stg_behaviour_incidents') }}
    union
    select school_id, pupil_id from {{ ref('stg_assessments') }}
),

first_marks as (
    select school_id, pupil_id, min(session_date) as first_mark_on
    from {{ ref('int_attendance_marks') }}
    group by school_id, pupil_id
),

-- A pupil stands on one row per parent; the latest upload that says something is believed.
listed as (
    select
        school_id,
        pupil_id,
        {% for column in ['site', 'year_group', 'sex', 'sen_status', 'is_pupil_premium', 'is_eal', 'joined_on',
                          'left_on', 'registration', 'timetable'] -%}
        max_by({{ column }}, upload_sequence) as {{ column }},
        {% endfor -%}
        true as is_listed
    from {{ ref('stg_pupil_parents') }}
    group by school_id, pupil_id
)

select
    seen.school_id,
    seen.pupil_id,
    coalesce(listed.site, 'not known') as site,
    coalesce(listed.year_group, 'not known') as year_group,
    {% for column, name in [('is_pupil_premium', 'pupil_premium'), ('is_eal', 'eal')] -%}
    case when listed.{{ column }} then 'yes' when not listed.{{ column }} then 'no' else 'not known' end as {{ name }},
    {% endfor -%}
    coalesce(listed.sen_status, 'not known') as send,
    coalesce(listed.sex, 'not known') as sex,
    listed.registration,
    listed.timetable,
    coalesce(listed.joined_on, first_marks.first_mark_on) as on_roll_from,
    listed.left_on,
    coalesce(listed.is_listed, false) as is_listed
from seen
left join listed on seen.school_id = listed.school_id and seen.pupil_id = listed.pupil_id
left join first_marks on seen.school_id = first_marks.school_id and seen.pupil_id = first_marks.pupil_id
where seen.pupil_id is not null
