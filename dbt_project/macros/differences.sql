{# Two shares of different people: how far apart they are and how sure that is, held equal to scipy and statsmodels by
   tests/impact/test_sql_intervals.py. Wilson's interval of one share is in statistics.sql. #}

{# Newcombe (1998), method 10: hybrid score interval at 95 % of a difference of two shares, first less second, each
   counted on its own people; null where either group has nobody. #}
{% macro newcombe_low(numerator, denominator, other_numerator, other_denominator) -%}
    {{ newcombe(numerator, denominator, other_numerator, other_denominator, '-', 'low', 'high') }}
{%- endmacro %}

{% macro newcombe_high(numerator, denominator, other_numerator, other_denominator) -%}
    {{ newcombe(numerator, denominator, other_numerator, other_denominator, '+', 'high', 'low') }}
{%- endmacro %}

{% macro newcombe(numerator, denominator, other_numerator, other_denominator, sign, side, other_side) -%}
    {%- set share = '(' ~ numerator ~ ' / nullif(cast(' ~ denominator ~ ' as double), 0))' -%}
    {%- set other = '(' ~ other_numerator ~ ' / nullif(cast(' ~ other_denominator ~ ' as double), 0))' -%}
    ({{ share }} - {{ other }} {{ sign }} sqrt(
        power({{ share }} - {{ wilson(numerator, denominator, side) }}, 2)
        + power({{ other }} - {{ wilson(other_numerator, other_denominator, other_side) }}, 2)
    ))
{%- endmacro %}

{# Normal quantile at 1 - `tail`: how far out a two-sided test at 2 * tail begins to count (Abramowitz and Stegun 1964,
   26.2.23; off by less than 0.0005). #}
{% macro normal_quantile(tail) -%}
    {%- set t = 'sqrt(-2 * ln(' ~ tail ~ '))' -%}
    ({{ t }} - (2.515517 + 0.802853 * {{ t }} + 0.010328 * power({{ t }}, 2))
        / (1 + 1.432788 * {{ t }} + 0.189269 * power({{ t }}, 2) + 0.001308 * power({{ t }}, 3)))
{%- endmacro %}

{# How many standard errors two shares lie apart, whichever is the larger: the score test, which takes both sides as one
   for its error. Null where all or none count. #}
{% macro score_test(numerator, denominator, other_numerator, other_denominator) -%}
    {%- set pooled = '((' ~ numerator ~ ' + ' ~ other_numerator ~ ') / cast(' ~ denominator ~ ' + ' ~ other_denominator
        ~ ' as double))' -%}
    abs({{ numerator }} / cast({{ denominator }} as double) - {{ other_numerator }} / cast({{ other_denominator }} as double))
    / nullif(sqrt({{ pooled }} * (1 - {{ pooled }}) * (1.0 / {{ denominator }} + 1.0 / {{ other_denominator }})), 0)
{%- endmacro %}
