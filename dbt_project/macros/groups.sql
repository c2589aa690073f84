{# Facts about a pupil or a parent, counted by period and by the groups of that person.

   Gives a CTE `name` with facts, positives (facts for which `is_positive` holds) and negatives, how many people they
   are about, and the sums over people of squares and products. A fact about a parent counts in each group that a pupil
   of theirs belongs to, once; its own site, where the export names one, goes before the pupil's. With `kind` each fact
   is counted once more under its kind: `part` is '' or '__' and the kind. #}
{% macro grouped_facts(name, relation, date_column, where, is_positive, fact_key, kind=none) -%}
{{ name }}_of_people as (
    select
        school_id, period_type, period_id, group_type, group_value, part, subject_id,
        count(*) as facts,
        count(*) filter (where is_positive) as positives,
        count(*) filter (where not is_positive) as negatives
    from (
        select distinct
            facts.school_id, periods.period_type, periods.period_id, members.group_type,
            case when members.group_type = 'site' then coalesce(facts.site, members.group_value)
                else members.group_value end as group_value,
            {% if kind %}case when parts.is_split then '__' || facts.{{ kind }} else '' end{% else %}''{% endif %} as part,
            facts.subject_id, facts.{{ date_column }}, {{ fact_key }} as fact_key, {{ is_positive }} as is_positive
        from {{ relation }} as facts
        {% if kind -%}
        cross join (values (false), (true)) as parts (is_split)
        {% endif -%}
        inner join {{ ref('brg_date_periods') }} as periods on facts.{{ date_column }} = periods.date_day
        inner join {{ ref('brg_groups') }} as members
            on
                facts.school_id = members.school_id
                and facts.subject_type = members.subject_type
                and facts.subject_id = members.subject_id
        where {{ where }}
    ) as counted
    group by all
),

{{ name }} as (
    select
        school_id, period_type, period_id, group_type, group_value, part,
        count(*) as people,
        {{ person_sums('facts', 'facts', 'facts') }},
        {{ person_sums('positives', 'facts', 'positives') }},
        sum(negatives) as negatives, sum(negatives * negatives) as negatives_2,
        sum(positives * negatives) as positives_negatives
    from {{ name }}_of_people
    group by all
)
{%- endmacro %}
