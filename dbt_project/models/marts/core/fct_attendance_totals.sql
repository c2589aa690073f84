{% set sums = ['possible', 'attended', 'unauthorised', 'late'] %}

with given as (
    select
        totals.school_id, totals.site, totals.pupil_id, totals.period_type, periods.period_id, totals.period_start,
        {% for name in sums -%}
        totals.{{ name }},
        {% endfor -%}
        false as is_added_up
    from {{ ref('int_attendance_totals') }} as totals
    inner join {{ ref('brg_date_periods') }} as periods
        on totals.period_start = periods.date_day and totals.period_type = periods.period_type
    where totals.possible > 0 and totals.attended is not null
),

half_term_totals as (
    select * from given
    where period_type = 'half_term'
),

known as (
    select distinct school_id, pupil_id, period_type, period_id from given
),

-- Where a longer period has no totals of its own for a pupil, those of the shorter ones are added up.
{% for longer, shorter in [('term', 'half_term'), ('year', 'term')] -%}
{{ longer }}_totals as (
    select * from given
    where period_type = '{{ longer }}'
    union all
    select
        parts.school_id, parts.site, parts.pupil_id, '{{ longer }}' as period_type, periods.period_id,
        min(parts.period_start) as period_start,
        {% for name in sums -%}
        sum(parts.{{ name }}) as {{ name }},
        {% endfor -%}
        true as is_added_up
    from {{ shorter }}_totals as parts
    inner join {{ ref('brg_date_periods') }} as periods
        on parts.period_start = periods.date_day and periods.period_type = '{{ longer }}'
    left join known
        on
            parts.school_id = known.school_id
            and parts.pupil_id = known.pupil_id
            and periods.period_type = known.period_type
            and periods.period_id = known.period_id
    where known.pupil_id is null
    group by parts.school_id, parts.site, parts.pupil_id, periods.period_id
){% if not loop.last %},{% endif %}

{% endfor -%}
{% for period_type in ['half_term', 'term', 'year'] -%}
select
    school_id, site, pupil_id, period_type, period_id, period_start, possible, attended, unauthorised, late, is_added_up
from {{ period_type }}_totals
{% if not loop.last %}union all{% endif %}
{% endfor %}
