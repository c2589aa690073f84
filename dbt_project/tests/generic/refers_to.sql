{# Fails for each row whose `columns` name something that `to` does not hold in `to_columns`; an empty one passes. #}
{% test refers_to(model, columns, to, to_columns) %}
    select {{ columns | join(', ') }}
    from (select * from {{ model }}) as child
    where {{ columns | join(' is not null and ') }} is not null
        and not exists (
            select 1 from {{ to }} as parent
            where
                {% for column in columns -%}
                child.{{ column }} = parent.{{ to_columns[loop.index0] }}{{ ' and' if not loop.last }}
                {% endfor %}
        )
{% endtest %}
