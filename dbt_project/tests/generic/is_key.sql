{# Fails for each key that is missing in part or stands twice. `columns` is the key; use on every model and seed. #}
{% test is_key(model, columns) %}
    select {{ columns | join(', ') }}, count(*) as times
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1 or {{ columns | join(' is null or ') }} is null
{% endtest %}
