-- Each rule: its threshold, what is measured, and whether the threshold is the least or the most.
{% set rules = [
    ('evidence_sources_enough', 'sources', '>='),
    ('evidence_recent_days', 'days_behind', '<='),
    ('evidence_people_enough', 'fewest_people', '>='),
] %}

with evidence as (
    select
        key_question_id,
        cycle_id,
        count(distinct evidence_feed) as sources,
        max(newest_date) as newest_date,
        min(people) as fewest_people
    from {{ ref('fct_evidence') }}
    group by key_question_id, cycle_id
),

newest as (
    select
        terms.period_id as cycle_id,
        max(dates.fact_date) as newest_date
    from {{ ref('fct_feed_dates') }} as dates
    inner join {{ ref('brg_date_periods') }} as terms
        on dates.fact_date = terms.date_day and terms.period_type = 'term'
    where dates.feed <> 'benchmarks'
    group by terms.period_id
),

measured as (
    select
        evidence.key_question_id,
        evidence.cycle_id,
        evidence.sources,
        evidence.fewest_people,
        {{ dbt.datediff('evidence.newest_date', 'newest.newest_date', 'day') }} as days_behind
    from evidence
    left join newest on evidence.cycle_id = newest.cycle_id
)

{% for threshold_id, found, comparison in rules -%}
select
    key_question_id,
    cycle_id,
    '{{ threshold_id }}' as threshold_id,
    cast({{ found }} as bigint) as found,
    coalesce({{ found }} {{ comparison }} {{ threshold(threshold_id) }}, false) as is_met
from measured
{% if not loop.last %}union all{% endif %}
{% endfor %}
