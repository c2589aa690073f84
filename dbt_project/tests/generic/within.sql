{# Fails for each row in which one of `columns` lies outside `low` to `high`, both ends included. #}
{% test within(model, columns, low, high) %}
    select {{ columns | join(', ') }}
    from {{ model }}
    where
        {% for column in columns -%}
        {{ column }} < {{ low }} or {{ column }} > {{ high }}{{ ' or' if not loop.last }}
        {% endfor %}
{% endtest %}
