{# Attendance arithmetic: which sessions count, and what share makes absence persistent or severe. #}

{% macro is_attended(category='category') -%}
    {{ category }} in ('present', 'approved_activity')
{%- endmacro %}

{% macro is_absent(category='category') -%}
    {{ category }} in ('authorised', 'unauthorised')
{%- endmacro %}

{% macro is_possible(category='category') -%}
    {{ category }} in ('present', 'approved_activity', 'authorised', 'unauthorised')
{%- endmacro %}

{# Integers on purpose: exactly 10 % is persistent, and no rounding may move a pupil across the line. #}
{% macro is_persistent(absent='absent', possible='possible') -%}
    {{ absent }} * 10 >= {{ possible }}
{%- endmacro %}

{% macro is_severe(absent='absent', possible='possible') -%}
    {{ absent }} * 2 >= {{ possible }}
{%- endmacro %}

{# Pupils with fewer possible sessions say nothing about persistence; the number is a threshold of the school. #}
{% macro has_enough_sessions(possible='possible') -%}
    {{ possible }} >= {{ threshold('minimum_possible_sessions') }}
{%- endmacro %}

{# The bands that pupils on roll are put in: points moved since they came, and sessions missed in a row. #}
{% macro change_band(change) -%}
    case
        when {{ change }} <= -0.15 then 'fell_15' when {{ change }} <= -0.05 then 'fell_5'
        when {{ change }} < 0.05 then 'same' when {{ change }} < 0.15 then 'rose_5'
        when {{ change }} >= 0.15 then 'rose_15'
    end
{%- endmacro %}

{% macro run_band(missed) -%}
    case
        when {{ missed }} < 5 then 'under_5' when {{ missed }} < 10 then 'from_5'
        when {{ missed }} < 20 then 'from_10' else 'from_20'
    end
{%- endmacro %}
