with counts as (
    select * from {{ ref('fct_attendance_counts') }}
)

select
    counts.indicator_id,
    counts.period_type,
    counts.period_id,
    periods.period_start,
    counts.school_id,
    counts.group_type,
    counts.group_value,
    counts.numerator,
    counts.denominator,
    counts.people,
    counts.numerator / cast(counts.denominator as double) as value,
    {{ wilson('counts.numerator', 'counts.denominator', 'low') }} as interval_low,
    {{ wilson('counts.numerator', 'counts.denominator', 'high') }} as interval_high,
    least(counts.people, counts.denominator) >= {{ threshold('reporting_floor') }} as is_reportable
from counts
inner join {{ ref('dim_periods') }} as periods
    on counts.period_type = periods.period_type and counts.period_id = periods.period_id
