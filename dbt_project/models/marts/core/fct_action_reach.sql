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
    where is_message and coalesce(outcome <> 'failed', true)
),

touches as (
    select
        actions.action_id, actions.message_kind, actions.intervention, mailings.school_id, mailings.pupil_id,
        mailings.parent_id, mailings.contact_date as touched_on
    from mailings
    inner join actions
        on actions.feed = 'contacts' and actions.channel = mailings.channel and actions.purpose = mailings.purpose
    where mailings.is_mailing
    union all
    select
        actions.action_id, actions.message_kind, actions.intervention, came.school_id, came.pupil_id, came.parent_id,
        came.event_date
    from {{ ref('fct_event_attendances') }} as came
    inner join {{ ref('dim_events') }} as events
        on came.school_id = events.school_id and came.event_id = events.event_id
    inner join actions on actions.feed = 'events' and lower(events.event_name) like '%' || actions.event_words || '%'
    where came.is_attended
)

select
    touches.school_id,
    touches.action_id,
    dates.academic_year,
    touches.message_kind,
    family.pupil_id,
    min(touches.intervention) as intervention,
    min(touches.touched_on) as reached_on
from touches
inner join {{ ref('dim_dates') }} as dates on touches.touched_on = dates.date_day
inner join {{ ref('brg_pupil_parents') }} as family
    on
        touches.school_id = family.school_id
        and (touches.parent_id = family.parent_id or touches.pupil_id = family.pupil_id)
group by all
