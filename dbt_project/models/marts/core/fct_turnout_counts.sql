with invited as (
    select
        touches.school_id, touches.household_id, periods.period_type, periods.period_id,
        bool_or(touches.is_attended) as is_attended
    from {{ ref('brg_household_touches') }} as touches
    inner join {{ ref('brg_date_periods') }} as periods on touches.touched_on = periods.date_day
    where touches.is_invited
    group by all
),

households as (
    select
        invited.school_id, invited.period_type, invited.period_id, members.group_type, members.group_value,
        count(*) as invited,
        count(*) filter (where invited.is_attended) as attended
    from invited
    inner join {{ ref('brg_groups') }} as members
        on
            invited.school_id = members.school_id
            and members.subject_type = 'household'
            and invited.household_id = members.subject_id
    group by all
),

{{ grouped_facts('invitations', ref('fct_event_attendances'), 'event_date', 'is_invited and is_attended is not null',
                 'is_attended', "event_id || ' | ' || pupil_id || ' | ' || parent_id") }},

{{ grouped_facts('messages', ref('fct_contacts'), 'contact_date', 'is_message', 'is_replied', 'contact_id') }}

{{ indicator_rows('households', [('ever_attended_rate', 'attended', 'invited', 'invited')]) }}
union all
{{ indicator_rows('invitations', [('turnout_rate', 'positives', 'facts', 'people')]) }}
union all
{{ indicator_rows('messages', [('reply_rate', 'positives', 'facts', 'people')]) }}
