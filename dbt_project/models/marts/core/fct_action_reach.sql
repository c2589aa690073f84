with actions as (
    select * from {{ ref('impact_actions') }}
),

-- A text is part of a mailing where enough families got one of its purpose within the hour; fewer could not be judged.
mailings as (
    select
        *,
        count(*) over (
            partition by school_id, channel, purpose, {{ dbt.date_trunc('hour', 'contact_at') }}
        ) >= {{ threshold('impact_least_families') }} as is_mailing
    from {{ ref('fct_contacts') }}
    where is_message
),

touches as (
    select
        actions.action_id, actions.message_kind, actions.intervention, mailings.school_id, mailings.pupil_id,
        mailings.parent_id, mailings.contact_date as touched_on
    from mailings
    inner join actions
        on mailings.channel = actions.channel and mailings.purpose = actions.purpose and actions.feed = 'contacts'
    where mailings.is_mailing
    union all
    select
        actions.action_id, actions.message_kind, actions.intervention, came.school_id, came.pupil_id, came.parent_id,
        came.event_date
    from {{ ref('fct_event_attendances') }} as came
    inner join {{ ref('dim_events') }} as events
        on came.school_id = events.school_id and came.event_id = events.event_id
    inner join actions
        on lower(events.event_name) like '%' || actions.event_words || '%' and actions.feed = 'events'
    where came.is_attended
),

-- The pupils of the parent who was reached, and the pupil named; who is not known is nobody.
pupils as (
    select touches.*, family.pupil_id as reached_pupil_id
    from touches
    inner join {{ ref('brg_pupil_parents') }} as family
        on touches.school_id = family.school_id and touches.parent_id = family.parent_id
    where touches.parent_id <> 'not known'
    union all
    select *, pupil_id
    from touches
    where coalesce(pupil_id, 'not known') <> 'not known'
)

select
    pupils.school_id,
    pupils.action_id,
    dates.academic_year,
    pupils.message_kind,
    pupils.reached_pupil_id as pupil_id,
    min(pupils.intervention) as intervention,
    min(pupils.touched_on) as reached_on
from pupils
inner join {{ ref('dim_dates') }} as dates on pupils.touched_on = dates.date_day
group by all
