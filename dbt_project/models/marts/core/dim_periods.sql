with fact_dates as (
    select distinct fact_date
    from {{ ref('fct_feed_dates') }}
    where feed not in ('benchmarks', 'attendance_totals') and fact_date is not null
),

totals as (
    select distinct period_type, period_id from {{ ref('fct_attendance_totals') }}
)

select
    periods.period_type,
    periods.period_id,
    min(periods.date_day) as period_start,
    max(periods.date_day) as period_end,
    -- A week in which September begins counts to the year in which it begins.
    min(dates.academic_year) as academic_year,
    count(fact_dates.fact_date) > 0 or count(totals.period_id) > 0 as has_data
from {{ ref('brg_date_periods') }} as periods
inner join {{ ref('dim_dates') }} as dates on periods.date_day = dates.date_day
left join fact_dates on periods.date_day = fact_dates.fact_date
left join totals on periods.period_type = totals.period_type and periods.period_id = totals.period_id
group by periods.period_type, periods.period_id
