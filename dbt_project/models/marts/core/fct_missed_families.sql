-- What is known ends with the newest contact in the log: a day after it says nothing.
with newest as (
    select school_id, max(contact_date) as newest_on
    from {{ ref('fct_contacts') }}
    group by school_id
),

on_roll as (
    select
        family.school_id, family.household_id,
        {{ dbt.listagg('distinct pupils.site', "' and '", 'order by pupils.site') }} as site
    from {{ ref('brg_pupil_parents') }} as family
    inner join {{ ref('dim_pupils') }} as pupils
        on family.school_id = pupils.school_id and family.pupil_id = pupils.pupil_id
    inner join newest on family.school_id = newest.school_id
    where
        coalesce(pupils.on_roll_from, newest.newest_on) <= newest.newest_on
        and coalesce(pupils.left_on, newest.newest_on) >= newest.newest_on
    group by family.school_id, family.household_id
),

named as (
    select
        school_id, household_id,
        {{ dbt.listagg('distinct factor_id', "';'", 'order by factor_id') }} as barriers_named
    from {{ ref('fct_family_factors') }}
    where factor_type = 'barrier' and has_factor and household_id is not null
    group by school_id, household_id
),

families as (
    select
        reach.school_id, reach.household_id, reach.contacts_term, reach.invited_ever, reach.attended_ever,
        reach.attendance_band, on_roll.site, named.barriers_named,
        {% for kind in ['contact', 'two_way', 'positive'] -%}
        {{ dbt.datediff('reach.last_' ~ kind ~ '_at', 'newest.newest_on', 'day') }} as days_since_{{ kind }},
        {% endfor -%}
        coalesce(reach.last_two_way_at < reach.term_start, true) as is_unheard_in_term,
        coalesce(reach.last_positive_at < reach.term_start, true) as is_without_good_news
    from {{ ref('fct_household_reach') }} as reach
    inner join newest on reach.school_id = newest.school_id
    inner join on_roll on reach.school_id = on_roll.school_id and reach.household_id = on_roll.household_id
    left join named on reach.school_id = named.school_id and reach.household_id = named.household_id
)

-- The first step that is missing is the next one to take: to get through, to be heard, good news, to come.
select
    school_id, household_id, site, attendance_band, barriers_named,
    days_since_contact, days_since_two_way, days_since_positive, is_unheard_in_term, is_without_good_news,
    not {{ is_heard_lately('days_since_two_way') }} as is_unheard_lately,
    invited_ever > 0 and attended_ever = 0 as has_never_come,
    case
        when contacts_term = 0 then 'get_through'
        when is_unheard_in_term and attendance_band = 'severe' then 'visit'
        when is_unheard_in_term then 'ring'
        when not {{ is_heard_lately('days_since_two_way') }} then 'ring_again'
        when is_without_good_news then 'good_news'
        when invited_ever = 0 then 'invite'
        when attended_ever = 0 then 'ask_what_helps'
    end as next_step
from families
