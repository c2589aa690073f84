with members as (
    select
        family.school_id,
        family.household_id,
        min(coalesce(pupils.on_roll_from, cast('1900-01-01' as date))) as on_roll_from,
        max(coalesce(pupils.left_on, cast('9999-12-31' as date))) as on_roll_until,
        family.pupil_id
    from {{ ref('brg_pupil_parents') }} as family
    inner join {{ ref('dim_pupils') }} as pupils
        on family.school_id = pupils.school_id and family.pupil_id = pupils.pupil_id
    where family.household_id is not null
    group by family.school_id, family.household_id, family.pupil_id
)

-- A household is on roll in a period in which any of its pupils was, if only for a day.
select distinct
    members.school_id,
    members.household_id,
    periods.period_type,
    periods.period_id,
    periods.period_start,
    periods.period_end
from members
inner join {{ ref('dim_periods') }} as periods
    on
        periods.has_data
        and members.on_roll_from <= periods.period_end
        and members.on_roll_until >= periods.period_start
