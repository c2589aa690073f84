{% set steps = [
    ('contacted', 'contact', "touch_type = 'contact' and not is_failed"),
    ('two_way', 'contact', 'is_two_way'),
    ('positive', 'contact', 'is_positive'),
    ('invited', 'event', 'is_invited'),
    ('came', 'event', 'is_attended'),
] %}

-- Before the first and after the last row of a log nothing is known, which is not the same as nobody reached.
with spans as (
    select school_id, touch_type as log, min(touched_on) as first_on, max(touched_on) as last_on
    from {{ ref('brg_household_touches') }}
    group by school_id, touch_type
),

households as (
    select
        homes.school_id,
        homes.household_id,
        homes.period_type,
        homes.period_id,
        homes.period_start,
        {% for step, log, condition in steps -%}
        coalesce(bool_or({{ condition }}), false) as is_{{ step }}_step,
        {% endfor -%}
        homes.period_end
    from {{ ref('brg_household_periods') }} as homes
    left join {{ ref('brg_household_touches') }} as touches
        on
            homes.school_id = touches.school_id
            and homes.household_id = touches.household_id
            and touches.touched_on between homes.period_start and homes.period_end
    where homes.period_type in ('term', 'year')
    group by all
),

reached as (
    {% for step, log, condition in steps -%}
    select
        households.school_id, households.period_type, households.period_id, '{{ step }}' as step,
        households.household_id, households.is_{{ step }}_step as is_reached
    from households
    inner join spans
        on
            households.school_id = spans.school_id
            and households.period_end >= spans.first_on
            and households.period_start <= spans.last_on
            and spans.log = '{{ log }}'
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

counted as (
    select
        reached.school_id, reached.period_type, reached.period_id, members.group_type, members.group_value,
        reached.step,
        count(*) filter (where reached.is_reached) as households,
        count(*) as of_households
    from reached
    inner join {{ ref('brg_groups') }} as members
        on
            reached.school_id = members.school_id
            and members.subject_type = 'household'
            and reached.household_id = members.subject_id
    group by all
    union all
    -- Answers are mostly anonymous: a count of the school, which cannot be laid to the families of the other steps.
    select
        school_id,
        period_type,
        period_id,
        group_type,
        group_value,
        'answered',
        cast(numerator as bigint),
        denominator
    from {{ ref('fct_response_counts') }}
)

select
    counted.school_id,
    counted.period_type,
    counted.period_id,
    periods.period_start,
    counted.group_type,
    counted.group_value,
    counted.step,
    counted.households,
    counted.of_households,
    counted.households / cast(counted.of_households as double) as share,
    {{ wilson('counted.households', 'counted.of_households', 'low') }} as interval_low,
    {{ wilson('counted.households', 'counted.of_households', 'high') }} as interval_high,
    counted.of_households >= {{ threshold('reporting_floor') }} as is_reportable
from counted
inner join {{ ref('dim_periods') }} as periods
    on counted.period_type = periods.period_type and counted.period_id = periods.period_id
