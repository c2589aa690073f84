select
    indicator_id,
    period_type,
    period_id,
    period_start,
    school_id,
    group_type,
    group_value,
    numerator,
    denominator,
    value,
    interval_low,
    interval_high,
    is_reportable
from {{ ref('fct_indicators') }}
