{% for period_type, column in
    [('week', 'week_id'), ('half_term', 'half_term_id'), ('term', 'term_id'), ('year', 'academic_year')] %}
select
    date_day,
    '{{ period_type }}' as period_type,
    {{ column }} as period_id
from {{ ref('dim_dates') }}
{% if not loop.last %}union all{% endif %}
{% endfor %}
