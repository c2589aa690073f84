-- What a pupil's start is, for every figure that is measured from it: weeks with sessions, so no holiday shortens it.
{% set span = threshold('journey_weeks') %}

with begun as (
    select school_id, min(week_start) as first_week
    from {{ ref('fct_pupil_weeks') }}
    group by school_id
),

-- Of pupils who came long before the marks begin, the first weeks that are known are not the first.
known as (
    select pupils.school_id, pupils.pupil_id
    from {{ ref('dim_pupils') }} as pupils
    inner join begun on pupils.school_id = begun.school_id
    where pupils.on_roll_from >= cast({{ dbt.dateadd('week', '-1 * ' ~ span, 'begun.first_week') }} as date)
),

weeks as (
    select
        weeks.*,
        row_number() over (partition by weeks.school_id, weeks.pupil_id order by weeks.week_start) as week_no
    from {{ ref('fct_pupil_weeks') }} as weeks
    inner join known on weeks.school_id = known.school_id and weeks.pupil_id = known.pupil_id
)

select
    school_id,
    pupil_id,
    sum(attended) as entry_attended,
    sum(possible) as entry_possible,
    cast({{ dbt.dateadd('week', 1, 'max(week_start)') }} as date) as entry_ends
from weeks
where week_no <= {{ span }}
group by school_id, pupil_id
