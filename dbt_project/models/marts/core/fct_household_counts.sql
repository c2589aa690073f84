with spans as (
    select school_id, min(contact_date) as first_on, max(contact_date) as last_on
    from {{ ref('fct_contacts') }}
    group by school_id
),

touches as (
    select touches.*, periods.period_type, periods.period_id
    from {{ ref('brg_household_touches') }} as touches
    inner join {{ ref('brg_date_periods') }} as periods on touches.touched_on = periods.date_day
),

-- Before the first and after the last logged contact nothing is known, which is not the same as nobody reached.
households as (
    select
        homes.school_id, homes.household_id, homes.period_type, homes.period_id,
        coalesce(bool_or(touches.is_two_way), false) as is_two_way,
        coalesce(bool_or(touches.is_positive), false) as is_positive,
        bool_or(homes.period_end >= spans.first_on and homes.period_start <= spans.last_on) as is_contact_logged
    from {{ ref('brg_household_periods') }} as homes
    inner join spans on homes.school_id = spans.school_id
    left join touches
        on
            homes.school_id = touches.school_id
            and homes.household_id = touches.household_id
            and homes.period_type = touches.period_type
            and homes.period_id = touches.period_id
    group by all
),

totals as (
    select
        households.school_id, households.period_type, households.period_id, members.group_type, members.group_value,
        count(*) as on_roll,
        count(*) filter (where households.is_two_way) as reached_both_ways,
        count(*) filter (where households.is_positive) as reached_positively
    from households
    inner join {{ ref('brg_groups') }} as members
        on
            households.school_id = members.school_id
            and members.subject_type = 'household'
            and households.household_id = members.subject_id
    where households.is_contact_logged
    group by all
)

{{ indicator_rows('totals', [
    ('two_way_reach_rate', 'reached_both_ways', 'on_roll', 'on_roll'),
    ('positive_contact_rate', 'reached_positively', 'on_roll', 'on_roll'),
]) }}
