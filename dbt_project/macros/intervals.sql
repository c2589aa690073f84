{# Intervals that count people where sessions, messages or answers are counted, held equal to scipy and statsmodels by
   tests/impact/test_sql_intervals.py. Wilson's interval of one share is in statistics.sql. #}

{# Student's t at 97.5 % from the normal quantile (Cornish and Fisher's expansion as in Abramowitz and Stegun 1964,
   26.7.5): too low by 0.001 at 4 degrees of freedom, by less above. #}
{% macro student_t(freedom) -%}
    {%- set n = 'nullif(cast(' ~ freedom ~ ' as double), 0)' -%}
    (1.959964 + 2.372271 / {{ n }} + 2.822499 / power({{ n }}, 2) + 2.555850 / power({{ n }}, 3)
    + 1.589534 / power({{ n }}, 4))
{%- endmacro %}

{# Error of a ratio of two sums over people, linearised, with people as clusters (Cochran 1977, ch. 6). `sums` names a
   relation with sums over people: numerator, denominator, numerator_2 and denominator_2 (sums of squares), product
   (sum of numerator times denominator) and people. Where all are alike it is nought, and not what rounding leaves. #}
{% macro ratio_error(sums) -%}
    {%- set n = 'nullif(cast(' ~ sums ~ '.denominator as double), 0)' -%}
    {%- set rate = '(' ~ sums ~ '.numerator / ' ~ n ~ ')' -%}
    {%- set spread = '(' ~ sums ~ '.numerator_2 - 2 * ' ~ rate ~ ' * ' ~ sums ~ '.product + power(' ~ rate ~ ', 2) * '
                      ~ sums ~ '.denominator_2)' -%}
    (sqrt(
        case when {{ spread }} > 1e-12 * {{ sums }}.numerator_2 then {{ spread }} else 0 end
        * {{ sums }}.people / nullif({{ sums }}.people - 1.0, 0)
    ) / {{ n }})
{%- endmacro %}

{# 95 % interval of a rate over sessions, in which the sessions of one pupil are not independent: t on people - 1, on
   the log-odds; Wilson over people where there are fewer than five or all are alike; never narrower than Wilson over
   sessions. Why so: docs/methods.md. #}
{% macro clustered(sums, side, sign, wider) -%}
    {%- set n = 'nullif(cast(' ~ sums ~ '.denominator as double), 0)' -%}
    {%- set rate = '(' ~ sums ~ '.numerator / ' ~ n ~ ')' -%}
    {%- set over_people = wilson('round(' ~ rate ~ ' * ' ~ sums ~ '.people)', sums ~ '.people', side) -%}
    case
        when {{ sums }}.people < 5 or {{ sums }}.numerator in (0, {{ sums }}.denominator)
            then {{ wider }}({{ rate }}, {{ over_people }})
        else {{ wider }}(
            {{ wilson(sums ~ '.numerator', sums ~ '.denominator', side) }},
            1 / (1 + exp(-(
                ln({{ rate }} / (1 - {{ rate }}))
                {{ sign }} {{ student_t(sums ~ '.people - 1') }} * {{ ratio_error(sums) }} / ({{ rate }} * (1 - {{ rate }}))
            )))
        )
    end
{%- endmacro %}

{# One end (sign '-' or '+') of the 95 % interval of a mean: t on people - 1. Null for fewer than five people, and
   where all are alike, which says nothing of how different others may be. #}
{% macro mean_end(sums, sign) -%}
    case when {{ sums }}.people >= 5 then
        {{ sums }}.numerator / cast({{ sums }}.denominator as double)
        {{ sign }} {{ student_t(sums ~ '.people - 1') }} * nullif({{ ratio_error(sums) }}, 0)
    end
{%- endmacro %}

{# One end of the 95 % interval of so many of one thing for each of another: as that of a mean, on the log, so that it
   stays above nought. #}
{% macro ratio_end(sums, sign) -%}
    case when {{ sums }}.people >= 5 and {{ sums }}.numerator > 0 then
        {{ sums }}.numerator / cast({{ sums }}.denominator as double) * exp(
            {{ sign }} {{ student_t(sums ~ '.people - 1') }} * nullif({{ ratio_error(sums) }}, 0)
            * {{ sums }}.denominator / {{ sums }}.numerator
        )
    end
{%- endmacro %}

{# Rank of the value at one end of the 95 % interval of a median of `n` values in order (Conover 1999, 3.2): binomial,
   by the normal curve; the lowest or the highest where there are too few. #}
{% macro rank_of_middle(n, sign) -%}
    {%- if sign == '-' -%}
    greatest(1, round({{ n }} / 2.0 - 0.979982 * sqrt({{ n }})))
    {%- else -%}
    least({{ n }}, round({{ n }} / 2.0 + 1 + 0.979982 * sqrt({{ n }})))
    {%- endif -%}
{%- endmacro %}
