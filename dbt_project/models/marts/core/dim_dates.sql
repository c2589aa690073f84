with bounds as (
    select min(start_date) as first_date, max(end_date) as last_date from {{ ref('school_periods') }}
),

days as (
    select {{ dbt.dateadd('day', 'numbers.generated_number - 1', 'bounds.first_date') }} as generated_at
    from ({{ dbt.generate_series(6000) }}) as numbers
    cross join bounds
),

dates as (
    select
        cast(generated_at as date) as date_day,
        cast({{ dbt.dateadd('day', 3, dbt.date_trunc('week', 'generated_at')) }} as date) as week_thursday
    from days
)

select
    dates.date_day,
    periods.academic_year,
    periods.academic_year || ' ' || periods.term as term_id,
    periods.academic_year || ' ' || periods.half_term as half_term_id,
    -- An ISO week belongs to the year of its Thursday.
    cast(extract(year from dates.week_thursday) as varchar) || '-W'
    || lpad(cast(cast(floor((extract(doy from dates.week_thursday) + 6) / 7) as integer) as varchar), 2, '0') as week_id
from dates
inner join {{ ref('school_periods') }} as periods
    on dates.date_day between periods.start_date and periods.end_date
