with counts as (
    {% for family in ['attendance', 'household', 'turnout', 'response', 'survey'] -%}
    select * from {{ ref('fct_' ~ family ~ '_counts') }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
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
    -- A few pupils make hundreds of sessions, so people are counted as well.
    least(counts.people, counts.denominator) >= {{ threshold('reporting_floor') }} as is_reportable
from counts
inner join {{ ref('dim_periods') }} as periods
    on counts.period_type = periods.period_type and counts.period_id = periods.period_id
