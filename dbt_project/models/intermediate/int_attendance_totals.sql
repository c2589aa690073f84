{% set key = 'school_id, site, pupil_id, period_type, period_start, period_end' %}
{% set present = "category = 'present' and not is_late" %}

with counts as (
    select * from {{ ref('stg_attendance_totals') }}
),

-- A code means what it meant in that period; a school's own sub-code counts as the code it begins with.
meant as (
    select
        counts.*, codes.category, coalesce(codes.is_late, false) as is_late,
        row_number() over (
            partition by counts.upload_id, counts.record_no, {{ key }}, counts.counted
            order by counts.counted = 'mark:' || codes.mark desc, codes.valid_from desc
        ) as preference
    from counts
    left join {{ ref('attendance_codes') }} as codes
        on
            (counts.counted = 'mark:' || codes.mark or substr(counts.counted, 1, 6) = 'mark:' || codes.mark)
            and counts.period_end >= codes.valid_from
            and counts.period_start <= codes.valid_to
),

-- A file that counts absences alone has no denominator; one that counts presence for anyone has, for everyone.
weighed as (
    select *, max(case when {{ present }} then 1 else 0 end) over (partition by upload_id) = 1 as has_presence
    from meant
    where preference = 1
),

sums as (
    select
        {{ key }},
        {% for name in ['possible', 'attended', 'authorised', 'unauthorised', 'late'] -%}
        max(sessions) filter (where counted = '{{ name }}') as {{ name }},
        {% endfor -%}
        sum(sessions) filter (where {{ is_possible() }} and has_presence) as code_possible,
        sum(case when {{ is_attended() }} then sessions else 0 end) as code_attended,
        sum(case when category = 'unauthorised' then sessions else 0 end) as code_unauthorised,
        sum(case when is_late then sessions else 0 end) as code_late
    from weighed
    group by {{ key }}
)

select
    {{ key }},
    coalesce(possible, attended + authorised + unauthorised, code_possible) as possible,
    coalesce(attended, possible - authorised - unauthorised, case when code_possible >= 0 then code_attended end)
        as attended,
    coalesce(unauthorised, case when code_possible >= 0 then code_unauthorised end) as unauthorised,
    coalesce(late, case when code_possible >= 0 then code_late end) as late
from sums
