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
