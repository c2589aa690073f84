{% set sums = ['possible', 'attended', 'absent', 'unauthorised', 'late'] %}

with marked as (
    select
        sessions.school_id, sessions.pupil_id, sessions.site, periods.period_type, periods.period_id,
        {% for name in sums -%}
        cast(count(*) filter (where is_possible and is_{{ name }}) as double) as {{ name }},
        {% endfor -%}
        false as is_of_totals
    from {{ ref('fct_attendance_sessions') }} as sessions
    inner join {{ ref('brg_date_periods') }} as periods on sessions.session_date = periods.date_day
    group by sessions.school_id, sessions.pupil_id, sessions.site, periods.period_type, periods.period_id
),

-- Totals speak only for a pupil and period without a single mark: the two are never added up.
unmarked as (
    select
        totals.school_id, totals.pupil_id, totals.site, totals.period_type, totals.period_id,
        totals.possible, totals.attended, totals.possible - totals.attended as absent,
        totals.unauthorised, totals.late, true as is_of_totals
    from {{ ref('fct_attendance_totals') }} as totals
    left join (select distinct school_id, pupil_id, period_type, period_id from marked) as known
        on
            totals.school_id = known.school_id
            and totals.pupil_id = known.pupil_id
            and totals.period_type = known.period_type
            and totals.period_id = known.period_id
    where known.pupil_id is null
)

select * from marked
union all
select * from unmarked
