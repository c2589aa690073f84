{# Counts to rates: the tall shape, Wilson's 95 % interval, thresholds and today's date. #}

{% macro threshold(threshold_id) -%}
    (select max(value) from {{ ref('thresholds') }} where threshold_id = '{{ threshold_id }}')
{%- endmacro %}

{# Wilson (1927) score interval for numerator of denominator at 95 % (z = 1.959964); null where nothing was counted. #}
{% macro wilson(numerator, denominator, side) -%}
    {%- set n = 'cast(' ~ denominator ~ ' as double)' -%}
    {%- set z2 = '3.841458880' -%}
    {%- set share = '(' ~ numerator ~ ' / nullif(' ~ n ~ ', 0))' -%}
    {%- set sign = '-' if side == 'low' else '+' -%}
    {%- set clip = 'greatest(0, ' if side == 'low' else 'least(1, ' -%}
    case when {{ denominator }} > 0 then
        {{ clip }}(
            {{ share }} + {{ z2 }} / (2 * {{ n }})
            {{ sign }} 1.959964 * sqrt(({{ share }} * (1 - {{ share }}) + {{ z2 }} / (4 * {{ n }})) / {{ n }})
        ) / (1 + {{ z2 }} / {{ n }}))
    end
{%- endmacro %}

{# Where a figure went between two rows (relations with period_id, numerator, denominator and interval): it has moved
   where the two intervals lie apart by more than `drift_gap`; up is for the better. #}
{% macro drift(then, now, better_direction) -%}
    case
        when {{ now }}.interval_low is null or (
            {{ now }}.cycle_id = {{ then }}.period_id
            and {{ now }}.numerator = {{ then }}.numerator
            and {{ now }}.denominator = {{ then }}.denominator
        ) then 'no newer data'
        when {{ now }}.interval_low - {{ then }}.interval_high > {{ threshold('drift_gap') }}
            then case {{ better_direction }} when 'up' then 'moved up' else 'moved down' end
        when {{ then }}.interval_low - {{ now }}.interval_high > {{ threshold('drift_gap') }}
            then case {{ better_direction }} when 'up' then 'moved down' else 'moved up' end
        else 'steady'
    end
{%- endmacro %}

{# Wide counts to one row per indicator. `measures` lists (indicator_id, numerator, denominator, people);
   `where` may keep a measure from period types for which it means nothing. #}
{% macro indicator_rows(relation, measures, where='true') -%}
    {% for indicator_id, numerator, denominator, people in measures -%}
    select
        '{{ indicator_id }}' as indicator_id, school_id, period_type, period_id, group_type, group_value,
        cast({{ numerator }} as bigint) as numerator,
        cast({{ denominator }} as bigint) as denominator,
        cast({{ people }} as bigint) as people
    from {{ relation }}
    where {{ denominator }} > 0 and {{ where }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
{%- endmacro %}

{# The day 'late' is measured from: today, or the day a test names (`--vars 'as_of: 2026-01-31'`). #}
{% macro as_of() -%}
    {%- set day = var('as_of', 'current_date') | string -%}
    {{ 'current_date' if day == 'current_date' else "cast('" ~ day ~ "' as date)" }}
{%- endmacro %}
