{% set steps = ['get_through', 'visit', 'ring', 'ring_again', 'good_news', 'ask_what_helps', 'invite'] %}
{% set bands = ['severe', 'persistent', 'below 95', 'not known', '95 and over'] %}

with ordered as (
    select
        *,
        row_number() over (
            partition by school_id
            order by
                case next_step
                    {% for step in steps -%}
                    when '{{ step }}' then {{ loop.index }}
                    {% endfor -%}
                end,
                case attendance_band
                    {% for band in bands -%}
                    when '{{ band }}' then {{ loop.index }}
                    {% endfor -%}
                end,
                coalesce(days_since_two_way, 100000) desc,
                household_id
        ) as position
    from {{ ref('fct_missed_families') }}
    where next_step is not null
)

select
    school_id,
    position,
    household_id,
    site,
    next_step,
    attendance_band,
    barriers_named,
    cast(days_since_contact as bigint) as days_since_contact,
    cast(days_since_two_way as bigint) as days_since_two_way,
    cast(days_since_positive as bigint) as days_since_positive,
    is_unheard_lately,
    is_unheard_in_term,
    is_without_good_news,
    has_never_come
from ordered
