with homes as (
    select
        gaps.school_id, gaps.period_type, gaps.period_id, members.group_type, members.group_value,
        gaps.is_heard_lately, gaps.days_since_contact,
        row_number() over (
            partition by gaps.school_id, gaps.period_type, gaps.period_id, members.group_type, members.group_value
            order by gaps.days_since_contact
        ) as place,
        count(*) over (
            partition by gaps.school_id, gaps.period_type, gaps.period_id, members.group_type, members.group_value
        ) as households
    from {{ ref('fct_household_gaps') }} as gaps
    inner join {{ ref('brg_groups') }} as members
        on
            gaps.school_id = members.school_id
            and members.subject_type = 'household'
            and gaps.household_id = members.subject_id
),

-- The middle household, and those between which the middle of all such households lies (docs/methods.md).
totals as (
    select
        school_id, period_type, period_id, group_type, group_value, households,
        count(*) filter (where is_heard_lately) as reached,
        avg(days_since_contact) filter (where place in (floor((households + 1) / 2.0), ceil((households + 1) / 2.0)))
            as middle,
        max(days_since_contact) filter (where place = {{ rank_of_middle('households', '-') }}) as middle_low,
        max(days_since_contact) filter (where place = {{ rank_of_middle('households', '+') }}) as middle_high
    from homes
    group by all
),

counted as (
    {{ indicator_rows('totals', [
        ('two_way_reach_28_days', 'reached', 'households', 'households'),
        ('days_since_last_contact', 'households', 'households', 'households'),
    ]) }}
)

select
    counted.*,
    cast(totals.middle as double) as middle,
    cast(totals.middle_low as double) as middle_low,
    cast(totals.middle_high as double) as middle_high
from counted
inner join totals
    on
        counted.school_id = totals.school_id
        and counted.period_type = totals.period_type
        and counted.period_id = totals.period_id
        and counted.group_type = totals.group_type
        and counted.group_value = totals.group_value
