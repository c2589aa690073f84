{# Fails for each row whose `column` names nothing in `to_column` of `to` nor in `or_to_column` of `or_to`. #}
{% test refers_to_either(model, column, to, to_column, or_to, or_to_column) %}
    select child.{{ column }}
    from {{ model }} as child
    where child.{{ column }} is not null
        and not exists (select 1 from {{ to }} as parent where parent.{{ to_column }} = child.{{ column }})
        and not exists (select 1 from {{ or_to }} as parent where parent.{{ or_to_column }} = child.{{ column }})
{% endtest %}
