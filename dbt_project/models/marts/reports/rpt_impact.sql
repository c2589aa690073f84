select
    school_id,
    action_id,
    academic_year,
    message_kind,
    outcome,
    start_date,
    is_random,
    {% for group in ['reached', 'others'] -%}
    {{ group }}_families,
    {{ group }}_pupils,
    {{ group }}_before,
    {{ group }}_after,
    {% endfor -%}
    effect,
    interval_low,
    interval_high,
    smallest_detectable,
    pre_trend,
    pre_trend_low,
    pre_trend_high,
    pre_level,
    published_low,
    published_high,
    verdict_id,
    verdict,
    warnings,
    least(reached_pupils, others_pupils) >= {{ threshold('impact_least_families') }} as is_reportable
from {{ ref('fct_impacts') }}
