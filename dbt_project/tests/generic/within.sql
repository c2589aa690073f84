{# Fails for each row in which one of `columns` lies outside `low` to `high`, both ends included; with `among`, only of
   rows whose `key` that relation holds where `kept`. #}
{% test within(model, columns, low, high, among=none, key=none, kept='true') %}
    select {{ columns | join(', ') }}
    from {{ model }}
    where
        {% if among %}{{ key }} in (select {{ key }} from {{ among }} where {{ kept }}) and{% endif %}
        (
            {% for column in columns -%}
            {{ column }} < {{ low }} or {{ column }} > {{ high }}{{ ' or' if not loop.last }}
            {% endfor %}
        )
{% endtest %}
