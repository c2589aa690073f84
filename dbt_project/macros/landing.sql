{# The landing zone: where it is, and which of several rows for one thing is believed. #}

{# The one place that names a landed table; another engine would read the Parquet files here instead. #}
{% macro landed(feed) -%}
    {{ source('landing', feed) }}
{%- endmacro %}

{# Number of an upload: its id begins with it (`0007_attendance_ab12cd` is upload 7). #}
{% macro upload_sequence(upload_id='upload_id') -%}
    cast(split_part({{ upload_id }}, '_', 1) as integer)
{%- endmacro %}

{# Rows of a feed in which a later upload supersedes an earlier one, row by row of `key` (a list of expressions).
   With `whole=true` every row of the key is taken from the latest upload (a survey response and its answers).
   `ever` names columns that come as `ever_…` too: whether any row of the key, superseded ones included, says so. #}
{% macro superseding(feed, key, whole=false, ever=[]) -%}
    {% set order = upload_sequence() ~ ' desc' ~ ('' if whole else ', record_no desc') -%}
    select * from (
        select
            {{ upload_sequence() }} as upload_sequence,
            {{ 'rank' if whole else 'row_number' }}() over (
                partition by {{ key | join(', ') }}
                order by {{ order }}
            ) as recency,
            {% for column in ever -%}
            bool_or({{ column }}) over (partition by {{ key | join(', ') }}) as ever_{{ column }},
            {% endfor -%}
            *
        from {{ landed(feed) }}
    ) as ranked
    where recency = 1
{%- endmacro %}

{# 'Now' of an append-only register table: the row of each key that was saved last, whatever the clock said; only
   rows that fulfil `counting` come into question. #}
{% macro register_now(feed, key, counting='true') -%}
    select * from (
        select
            row_number() over (partition by {{ key | join(', ') }} order by row_id desc) as recency,
            *
        from {{ landed(feed) }}
        where {{ counting }}
    ) as ranked
    where recency = 1
{%- endmacro %}
