with touches as (
    select
        school_id, 'contact' as touch_type, contact_id as touch_id, pupil_id, parent_id, contact_date as touched_on,
        contact_at as touched_at, is_two_way, is_positive, coalesce(outcome = 'failed', false) as is_failed,
        false as is_invited, false as is_attended,
        cast(null as varchar) as event_kind
    from {{ ref('fct_contacts') }}
    union all
    select
        school_id, 'event', event_id || ' | ' || pupil_id || ' | ' || parent_id, pupil_id, parent_id, event_date,
        cast(event_date as timestamp), false, false, false, is_invited, coalesce(is_attended, false),
        event_kind
    from {{ ref('fct_event_attendances') }}
),

people as (
    select distinct school_id, 'pupil' as person_type, pupil_id as person_id, household_id
    from {{ ref('brg_pupil_parents') }}
    where household_id is not null
    union
    select school_id, 'parent', parent_id, household_id
    from {{ ref('brg_pupil_parents') }}
    where household_id is not null and parent_id <> 'not known'
)

-- The parent says which household was reached; where none is known, the pupil does.
select distinct
    touches.school_id,
    coalesce(by_parent.household_id, by_pupil.household_id) as household_id,
    touches.touch_type,
    touches.touch_id,
    touches.touched_on,
    touches.touched_at,
    touches.is_two_way,
    touches.is_positive,
    touches.is_failed,
    touches.is_invited,
    touches.is_attended,
    touches.event_kind
from touches
left join people as by_parent
    on
        touches.school_id = by_parent.school_id
        and by_parent.person_type = 'parent'
        and touches.parent_id = by_parent.person_id
left join people as by_pupil
    on
        touches.school_id = by_pupil.school_id
        and by_pupil.person_type = 'pupil'
        and touches.pupil_id = by_pupil.person_id
where coalesce(by_parent.household_id, by_pupil.household_id) is not null
