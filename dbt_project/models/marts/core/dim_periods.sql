with fact_dates as (
    select distinct fact_date
    from {{ ref('fct_feed_dates') }}
    where feed <> 'benchmarks' and fact_date is not null
)

select
    periods.period_type,
    periods.period_id,
    min(periods.date_day) as period_start,
    max(periods.date_day) as period_end,
    -- A week in which September begins counts to the year in which it begins.
    min(dates.academic_year) as academic_year,
    count(fact_dates.fact_date) > 0 as has_data
from {{ ref('brg_date_periods') }} as periods
inner join {{ ref('dim_dates') }} as dates on periods.date_day = dates.date_day
left join fact_dates on periods.date_day = fact_dates.fact_date
group by periods.period_type, periods.period_id
