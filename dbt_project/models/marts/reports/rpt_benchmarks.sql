select
    indicator_id,
    period_type,
    period_id,
    area_level,
    area_name,
    school_type,
    value,
    source
from {{ ref('fct_benchmarks') }}
