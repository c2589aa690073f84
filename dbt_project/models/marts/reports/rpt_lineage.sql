-- noqa: disable=layout.indent,layout.long_lines
-- Written from the project's own graph at each build, so it cannot fall behind the models.
{% set rows = lineage_rows() if execute else [('way', '', '', '', '')] %}

select
    part,
    table_name,
    feed,
    model_name,
    words
from (
    values
        {% for row in rows -%}
        ('{{ row | map('replace', "'", "''") | join("', '") }}'){{ ',' if not loop.last }}
        {% endfor %}
) as lineage (part, table_name, feed, model_name, words)
