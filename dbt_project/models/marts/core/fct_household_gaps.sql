-- What is known of a period ends with its last logged contact.
with logs as (
    select
        contacts.school_id, periods.period_type, periods.period_id,
        max(contacts.contact_date) as known_until,
        min(min(contacts.contact_date)) over (partition by contacts.school_id) as log_begins
    from {{ ref('fct_contacts') }} as contacts
    inner join {{ ref('brg_date_periods') }} as periods on contacts.contact_date = periods.date_day
    group by contacts.school_id, periods.period_type, periods.period_id
),

homes as (
    select
        family.school_id, family.household_id, logs.period_type, logs.period_id, logs.known_until,
        greatest(logs.log_begins, min(coalesce(pupils.on_roll_from, logs.log_begins))) as known_from
    from {{ ref('brg_pupil_parents') }} as family
    inner join {{ ref('dim_pupils') }} as pupils
        on family.school_id = pupils.school_id and family.pupil_id = pupils.pupil_id
    inner join logs
        on
            family.school_id = logs.school_id
            and logs.known_until >= coalesce(pupils.on_roll_from, logs.log_begins)
            and logs.known_until <= coalesce(pupils.left_on, logs.known_until)
    where family.household_id is not null
    group by family.school_id, family.household_id, logs.period_type, logs.period_id, logs.known_until, logs.log_begins
),

-- One pass over each household's days gives the last contact up to each of them.
days as (
    select
        school_id, household_id, known_until as day, period_type, period_id, known_from,
        cast(null as date) as contact_on, cast(null as date) as two_way_on
    from homes
    union all
    select
        school_id, household_id, touched_on, null, null, null,
        contacted_on, case when is_two_way then contacted_on end
    from (select *, touched_on as contacted_on from {{ ref('brg_household_touches') }}) as touches
    where touch_type = 'contact'
),

last_days as (
    select
        school_id, household_id, period_type, period_id, day as known_until, known_from,
        max(contact_on) over (partition by school_id, household_id order by day asc) as last_contact_on,
        max(two_way_on) over (partition by school_id, household_id order by day asc) as last_two_way_on
    from days
)

select
    school_id,
    household_id,
    period_type,
    period_id,
    known_until,
    last_contact_on,
    last_two_way_on,
    {{ dbt.datediff('coalesce(last_contact_on, known_from)', 'known_until', 'day') }} as days_since_contact,
    {{ is_heard_lately(dbt.datediff('last_two_way_on', 'known_until', 'day')) }} as is_heard_lately
from last_days
where period_id is not null
