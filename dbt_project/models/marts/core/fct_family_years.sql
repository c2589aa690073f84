with families as (
    select school_id, household_id, period_id as academic_year, period_start, period_end
    from {{ ref('brg_household_periods') }}
    where period_type = 'year'
),

attendance as (
    select
        families.school_id, families.household_id, families.academic_year,
        sum(weeks.attended) as attended,
        sum(weeks.possible) as possible,
        count(distinct weeks.week_start) as weeks
    from families
    inner join {{ ref('fct_pupil_weeks') }} as weeks
        on
            families.school_id = weeks.school_id
            and families.household_id = weeks.household_id
            and weeks.week_start between families.period_start and families.period_end
    group by all
),

touches as (
    select
        families.school_id, families.household_id, families.academic_year,
        count(*) filter (where touches.is_two_way) as two_way_contacts,
        count(*) filter (where touches.is_invited) as invited,
        count(*) filter (where touches.is_invited and touches.is_attended) as came
    from families
    inner join {{ ref('brg_household_touches') }} as touches
        on
            families.school_id = touches.school_id
            and families.household_id = touches.household_id
            and touches.touched_on between families.period_start and families.period_end
    group by all
)

-- A family of whom nothing was logged had no contact only where there is a log; without one, nothing is known.
select
    families.school_id,
    families.household_id,
    families.academic_year,
    case
        when attendance.possible >= {{ threshold('impact_least_sessions') }}
            then attendance.attended / cast(attendance.possible as double)
    end as attendance_rate,
    touches.came / cast(nullif(touches.invited, 0) as double) as turnout_rate,
    case
        when (select count(*) from {{ ref('fct_contacts') }}) > 0
            then coalesce(touches.two_way_contacts, 0) / cast(nullif(attendance.weeks, 0) as double)
    end as two_way_contacts_a_week
from families
left join attendance
    on
        families.school_id = attendance.school_id
        and families.household_id = attendance.household_id
        and families.academic_year = attendance.academic_year
left join touches
    on
        families.school_id = touches.school_id
        and families.household_id = touches.household_id
        and families.academic_year = touches.academic_year
