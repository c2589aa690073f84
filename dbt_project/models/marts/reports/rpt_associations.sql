select
    school_id,
    academic_year,
    factor_type,
    factor_id,
    outcome_id,
    families_with,
    families_without,
    mean_with,
    mean_without,
    difference,
    interval_low,
    interval_high,
    corrected_p,
    verdict_id,
    verdict,
    coalesce(least(families_with, families_without) >= {{ threshold('impact_least_families') }}, false)
        as is_reportable
from {{ ref('fct_associations') }}
