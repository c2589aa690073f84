with term as (
    select max(period_start) as first_day, max(period_end) as last_day
    from {{ ref('dim_periods') }}
    where period_type = 'term' and has_data
),

pupil_absence as (
    select
        counted.school_id,
        counted.pupil_id,
        sum(counted.possible) as possible,
        sum(counted.absent) as absent
    from {{ ref('fct_pupil_attendance') }} as counted
    inner join {{ ref('dim_periods') }} as periods
        on counted.period_type = periods.period_type and counted.period_id = periods.period_id
    inner join term on periods.period_start = term.first_day
    where counted.period_type = 'term'
    group by counted.school_id, counted.pupil_id
),

-- A household stands where its worst-attending pupil stands; 1 is the worst band.
bands as (
    select
        family.school_id,
        family.household_id,
        min(case
            when not {{ has_enough_sessions() }} then null
            when {{ is_severe() }} then 1
            when {{ is_persistent() }} then 2
            when absent * 20 > possible then 3
            else 4
        end) as band
    from {{ ref('brg_pupil_parents') }} as family
    inner join pupil_absence
        on family.school_id = pupil_absence.school_id and family.pupil_id = pupil_absence.pupil_id
    group by family.school_id, family.household_id
),

touches as (
    select
        households.school_id,
        households.household_id,
        max(touched_at) filter (where touch_type = 'contact') as last_contact_at,
        max(touched_at) filter (where is_two_way) as last_two_way_at,
        max(touched_at) filter (where is_positive) as last_positive_at,
        count(*) filter (where touch_type = 'contact' and is_in_term) as contacts_term,
        count(*) filter (where is_invited and is_in_term) as invited_term,
        count(*) filter (where is_attended and is_in_term) as attended_term,
        count(*) filter (where is_invited) as invited_ever,
        count(*) filter (where is_attended) as attended_ever
    from {{ ref('dim_households') }} as households
    left join (
        select reached.*, reached.touched_on between term.first_day and term.last_day as is_in_term
        from {{ ref('brg_household_touches') }} as reached
        cross join term
    ) as dated
        on households.school_id = dated.school_id and households.household_id = dated.household_id
    group by households.school_id, households.household_id
)

select
    touches.*,
    (select first_day from term) as term_start,
    case bands.band
        when 1 then 'severe' when 2 then 'persistent' when 3 then 'below 95' when 4 then '95 and over'
        else 'not known'
    end as attendance_band
from touches
left join bands on touches.school_id = bands.school_id and touches.household_id = bands.household_id
