{# A period so far is the same period when it is over; two dates inside a term are known by both of them. #}
{% set end = "case when period_type = 'dates' then period_end end" %}

with superseded as (
    {{ superseding('attendance_totals', ['school_id', 'pupil_id', 'site', 'period_type', 'period_start', end],
                   whole=true) }}
)

select
    upload_id,
    record_no,
    school_id,
    site,
    pupil_id,
    period_type,
    counted,
    period_start,
    period_end,
    sessions
from superseded
