{# A later year-to-date figure replaces the earlier one of its year, whatever day each begins with. #}
{% set start = "case when period_type <> 'year_to_date' then period_start end" %}
{% set key = ['area_level', 'area_name', 'area_code', 'school_type', 'period_type', 'academic_year', start] %}

with superseded as (
    {{ superseding('benchmarks', key) }}
)

select
    upload_id,
    record_no,
    area_level,
    area_code,
    area_name,
    school_type,
    period_type,
    academic_year,
    source,
    period_start,
    possible_sessions,
    unauthorised_sessions,
    late_sessions,
    enrolments,
    attendance_rate,
    absence_rate,
    persistent_absence_rate
from superseded
