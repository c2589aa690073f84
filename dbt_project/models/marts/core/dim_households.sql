with members as (
    select distinct school_id, household_id, pupil_id
    from {{ ref('brg_pupil_parents') }}
    where household_id is not null
)

select
    members.school_id,
    members.household_id,
    count(*) as pupils
from members
group by members.school_id, members.household_id
