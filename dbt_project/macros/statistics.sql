{# Counts to rates: the tall shape, Wilson's 95 % interval, thresholds with what follows from one, and today's date. #}

{% macro threshold(threshold_id) -%}
    (select max(value) from {{ ref('thresholds') }} where threshold_id = '{{ threshold_id }}')
{%- endmacro %}

{# Whether a family has been heard lately; `days` since its last two-way contact are null where there was none. #}
{% macro is_heard_lately(days) -%}
    coalesce({{ days }} < {{ threshold('two_way_days') }}, false)
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
            and coalesce({{ now }}.numerator = {{ then }}.numerator, {{ now }}.value = {{ then }}.value)
            and {{ now }}.denominator = {{ then }}.denominator
        ) then 'no newer data'
        when {{ now }}.interval_low - {{ then }}.interval_high > {{ threshold('drift_gap') }}
            then case {{ better_direction }} when 'up' then 'moved up' else 'moved down' end
        when {{ then }}.interval_low - {{ now }}.interval_high > {{ threshold('drift_gap') }}
            then case {{ better_direction }} when 'up' then 'moved down' else 'moved up' end
        else 'steady'
    end
{%- endmacro %}

{# Wide counts to one row per indicator. `measures` lists (indicator_id, numerator, denominator, people), and after
   them (numerator_2, denominator_2, product) where one person counts more than once: sums over people of the squares
   and of the product, from which the interval is made. `where` may keep a measure from period types for which it
   means nothing; `part` names what is added to the identifier. #}
{% macro indicator_rows(relation, measures, where='true', part="''") -%}
    {% for measure in measures -%}
    select
        '{{ measure[0] }}' || {{ part }} as indicator_id, school_id, period_type, period_id, group_type, group_value,
        cast({{ measure[1] }} as double) as numerator,
        cast({{ measure[2] }} as bigint) as denominator,
        cast({{ measure[3] }} as bigint) as people,
        {% for name in ['numerator_2', 'denominator_2', 'product'] -%}
        cast({{ measure[loop.index + 3] if measure | length > 4 else 'null' }} as double) as {{ name }}
        {{- ',' if not loop.last }}
        {% endfor -%}
    from {{ relation }}
    where {{ measure[2] }} > 0 and {{ where }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
{%- endmacro %}

{# Columns `x`, `x_2` and `x_by_y` of a measure `x` over `y`, summed over people, one row each in what is grouped. #}
{% macro person_sums(numerator, denominator, name) -%}
    sum({{ numerator }}) as {{ name }},
    sum({{ numerator }} * {{ numerator }}) as {{ name }}_2,
    sum({{ numerator }} * {{ denominator }}) as {{ name }}_product
{%- endmacro %}

{# The day 'late' is measured from: today, or the day a test names (`--vars 'as_of: 2026-01-31'`). #}
{% macro as_of() -%}
    {%- set day = var('as_of', 'current_date') | string -%}
    {{ 'current_date' if day == 'current_date' else "cast('" ~ day ~ "' as date)" }}
{%- endmacro %}
