{% set families = ['attendance', 'distance', 'household', 'turnout', 'response', 'survey', 'action', 'behaviour',
                   'attainment'] %}
{% set columns = 'indicator_id, school_id, period_type, period_id, group_type, group_value, numerator, denominator, '
                 ~ 'people, numerator_2, denominator_2, product' %}

with counts as (
    select {{ columns }}, middle, middle_low, middle_high from {{ ref('fct_gap_counts') }}
    {% for family in families -%}
    union all
    select {{ columns }}, null, null, null from {{ ref('fct_' ~ family ~ '_counts') }}
    {% endfor %}
)

select
    counts.indicator_id,
    counts.period_type,
    counts.period_id,
    periods.period_start,
    counts.school_id,
    counts.group_type,
    counts.group_value,
    -- A mean and a middle are not so many of so many.
    case when indicators.value_kind not in ('mean', 'days') then cast(counts.numerator as bigint) end as numerator,
    counts.denominator,
    counts.people,
    case indicators.value_kind
        when 'count' then counts.numerator
        when 'days' then counts.middle
        else indicators.per * counts.numerator / cast(counts.denominator as double)
    end as value,
    {% for side, sign, wider in [('low', '-', 'least'), ('high', '+', 'greatest')] -%}
    case
        when indicators.value_kind = 'days' then counts.middle_{{ side }}
        when indicators.value_kind = 'mean' then indicators.per * {{ mean_end('counts', sign) }}
        when indicators.value_kind = 'ratio' then indicators.per * {{ ratio_end('counts', sign) }}
        when indicators.value_kind = 'share' and counts.product is null
            then {{ wilson('counts.numerator', 'counts.denominator', side) }}
        when indicators.value_kind = 'share' then {{ clustered('counts', side, sign, wider) }}
    end as interval_{{ side }},
    {% endfor -%}
    -- A few pupils make hundreds of sessions, so people are counted as well; behind an action there are none.
    counts.people is null or least(counts.people, counts.denominator) >= {{ threshold('reporting_floor') }}
        as is_reportable
from counts
inner join {{ ref('indicators') }} as indicators on counts.indicator_id = indicators.indicator_id
inner join {{ ref('dim_periods') }} as periods
    on counts.period_type = periods.period_type and counts.period_id = periods.period_id
