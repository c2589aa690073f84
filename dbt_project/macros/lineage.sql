{# Where published figures come from, read from the project itself: what reads what, and what checks it. #}

{# Every node that `node_id` is made of, itself first. #}
{% macro made_of(node_id) -%}
    {% set found = [node_id] %}
    {% for step in range(graph.nodes | length) if found | length > step %}
        {% set node = graph.nodes.get(found[step], {}) %}
        {% for parent in node.get('depends_on', {}).get('nodes', []) if parent not in found %}
            {% do found.append(parent) %}
        {% endfor %}
    {% endfor %}
    {{ return(found) }}
{%- endmacro %}

{# What a data test holds, in words. #}
{% macro test_in_words(node) -%}
    {% set asked = node.test_metadata.kwargs %}
    {% set columns = (asked.get('columns') or [asked.get('column', '')]) | join(', ') | replace('_', ' ') %}
    {% set says = {
        'is_key': 'each row has a key of its own (' ~ columns ~ ')',
        'in_list': columns ~ ' is one of the known values',
        'in_order': columns ~ ' stand in this order',
        'refers_to': columns ~ ' names something that is there',
        'refers_to_either': columns ~ ' names something that is there',
        'within': columns ~ ' lie between ' ~ asked.get('low') ~ ' and ' ~ asked.get('high'),
    } %}
    {{ return(says.get(node.test_metadata.name, node.test_metadata.name | replace('_', ' '))) }}
{%- endmacro %}

{# Rows (part, table_name, feed, model_name, words) as tuples: the `way` from each landed feed to each report, each
   `model` on a way with its description, each `test` of such a model. #}
{% macro lineage_rows() -%}
    {% set rows, parts, seen = [], {}, [] %}
    {% for id, node in graph.nodes.items() if node.resource_type == 'model' %}
        {% do parts.update({id: made_of(id)}) %}
    {% endfor %}
    {% for id, node in graph.nodes.items() if id in parts and node.schema == 'reports' %}
        {% for source_id, source in graph.sources.items() if source_id in parts[id] %}
            {% for on_way in parts[id] if on_way in parts and source_id in parts[on_way] %}
                {% set model = graph.nodes[on_way] %}
                {% do rows.append(('way', node.name, source.name, model.name, model.schema)) %}
                {% do seen.append(on_way) if on_way not in seen %}
            {% endfor %}
        {% endfor %}
    {% endfor %}
    {% for id in seen %}
        {% do rows.append(('model', '', '', graph.nodes[id].name, graph.nodes[id].description)) %}
    {% endfor %}
    {% for node in graph.nodes.values() if node.get('attached_node') in seen and node.get('test_metadata') %}
        {% set row = ('test', '', '', graph.nodes[node.attached_node].name, test_in_words(node)) %}
        {% do rows.append(row) if row not in rows %}
    {% endfor %}
    {{ return(rows) }}
{%- endmacro %}
