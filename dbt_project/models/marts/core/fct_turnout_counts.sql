with held as (
    select
        touches.school_id, touches.household_id, periods.period_type, periods.period_id,
        case when parts.is_split then '__' || touches.event_kind else '' end as part,
        bool_or(touches.is_attended) as is_attended
    from {{ ref('brg_household_touches') }} as touches
    cross join (values (false), (true)) as parts (is_split)
    inner join {{ ref('brg_date_periods') }} as periods on touches.touched_on = periods.date_day
    where touches.is_invited
    group by all
),

kinds as (
    select distinct school_id, period_type, period_id, part from held
),

-- Who was not invited counts where anybody was.
on_roll as (
    select
        homes.school_id, homes.household_id, homes.period_type, homes.period_id, kinds.part,
        held.household_id is not null as is_invited
    from {{ ref('brg_household_periods') }} as homes
    inner join kinds
        on
            homes.school_id = kinds.school_id
            and homes.period_type = kinds.period_type
            and homes.period_id = kinds.period_id
    left join held
        on
            homes.school_id = held.school_id
            and homes.household_id = held.household_id
            and homes.period_type = held.period_type
            and homes.period_id = held.period_id
            and kinds.part = held.part
),

{% for name, relation, measure in [('invited', 'on_roll', 'is_invited'), ('came', 'held', 'is_attended')] -%}
{{ name }} as (
    select
        homes.school_id, homes.period_type, homes.period_id, members.group_type, members.group_value, homes.part,
        count(*) as households,
        count(*) filter (where homes.{{ measure }}) as counted
    from {{ relation }} as homes
    inner join {{ ref('brg_groups') }} as members
        on
            homes.school_id = members.school_id
            and members.subject_type = 'household'
            and homes.household_id = members.subject_id
    group by all
),

{% endfor -%}
{{ grouped_facts('invitations', ref('fct_event_attendances'), 'event_date', 'is_invited and is_attended is not null',
                 'is_attended', "event_id || ' | ' || pupil_id || ' | ' || parent_id", kind='event_kind') }},

{{ grouped_facts('messages', ref('fct_contacts'), 'contact_date', 'is_message', 'is_replied', 'contact_id') }},

{{ grouped_facts('news', ref('fct_contacts'), 'contact_date',
                 "direction = 'outbound' and purpose in ('positive', 'concern')", 'is_positive', 'contact_id') }}

{{ indicator_rows('invited', [('invited_rate', 'counted', 'households', 'households')], part='part') }}
union all
{{ indicator_rows('came', [('ever_attended_rate', 'counted', 'households', 'households')], part='part') }}
union all
{% for indicator_id, relation in [('turnout_rate', 'invitations'), ('reply_rate', 'messages')] -%}
{{ indicator_rows(relation, [
    (indicator_id, 'positives', 'facts', 'people', 'positives_2', 'facts_2', 'positives_product')
], part='part') }}
union all
{% endfor -%}
{{ indicator_rows('news', [
    ('positive_to_concern_ratio', 'positives', 'negatives', 'people', 'positives_2', 'negatives_2', 'positives_negatives')
]) }}
