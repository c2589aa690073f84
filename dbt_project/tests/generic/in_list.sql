{# Fails for each row whose `column` holds anything but one of `values`; an empty cell passes. #}
{% test in_list(model, column, values) %}
    select {{ column }}
    from {{ model }}
    where {{ column }} not in ('{{ values | join("', '") }}')
{% endtest %}
