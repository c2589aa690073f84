with figures as (
    select
        *,
        unauthorised_sessions / nullif(possible_sessions, 0) as unauthorised_absence_rate,
        late_sessions / nullif(possible_sessions, 0) as late_rate
    from {{ ref('stg_benchmarks') }}
),

dated as (
    select
        figures.*,
        case figures.period_type when 'year_to_date' then 'year' else figures.period_type end as own_period_type,
        case figures.period_type
            when 'year_to_date' then figures.academic_year
            when 'week' then dates.week_id
            else cast(figures.period_start as varchar)
        end as period_id
    from figures
    left join {{ ref('dim_dates') }} as dates on figures.period_start = dates.date_day
)

{% for indicator_id in ['attendance_rate', 'absence_rate', 'unauthorised_absence_rate', 'late_rate',
                        'persistent_absence_rate'] -%}
select
    '{{ indicator_id }}' as indicator_id,
    own_period_type as period_type,
    period_id,
    area_level,
    area_name,
    school_type,
    {{ indicator_id }} as value,
    source
from dated
where {{ indicator_id }} is not null and period_id is not null
{% if not loop.last %}union all{% endif %}
{% endfor %}
