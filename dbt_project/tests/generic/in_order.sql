{# Fails for each row in which one of `columns` is larger than the one after it, beyond rounding. #}
{% test in_order(model, columns) %}
    select {{ columns | join(', ') }}
    from {{ model }}
    where
        {% for column in columns[:-1] -%}
        {{ column }} > {{ columns[loop.index] }} + 0.000001{{ ' or' if not loop.last }}
        {% endfor %}
{% endtest %}
