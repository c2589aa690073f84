{# What governors may see of counts that stand side by side: small ones are withheld, and so is whatever would give a
   small one away by subtraction. #}

{# A CTE `name`: rows of `relation` with `is_reportable`. `people` stand behind a row. `parts` names what adds up to a
   whole (the bands or codes of one group): where one part is small, the next smallest are withheld with it, until the
   reporting floor is behind what is hidden. `sides` names the same part in every value of a kind of group (the sites):
   a row whose others on that side are few is withheld, too, for the whole less this row would be those few. `order`
   breaks ties. #}
{% macro disclosed(name, relation, people, parts, sides, order) -%}
{{ name }}_sides as (
    select
        *,
        {{ people }} < {{ threshold('reporting_floor') }} or (
            sum({{ people }}) over (partition by {{ sides }}) - {{ people }}
            between 1 and {{ threshold('reporting_floor') }} - 1
        ) as is_small,
        coalesce(sum({{ people }}) over (
            partition by {{ parts }} order by {{ people }}, {{ order }}
            rows between unbounded preceding and 1 preceding
        ), 0) as people_before
    from {{ relation }}
),

{{ name }} as (
    select
        *,
        not is_small and not (
            bool_or(is_small) over (partition by {{ parts }})
            and people_before < {{ threshold('reporting_floor') }}
        ) as is_reportable
    from {{ name }}_sides
)
{%- endmacro %}
