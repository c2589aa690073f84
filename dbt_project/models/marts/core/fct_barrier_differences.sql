{% set key = 'barrier_id, respondent_role, period_type, period_id, group_type, group_value' %}
{% set sides = ['reported', 'respondents', 'other_reported', 'other_respondents'] %}
{% set of_site = "case one.group_type when 'site' then one.{} else 'all' end" %}

-- Ticks alone are compared: reading the comments of one survey and not of another must not look like a change. Terms
-- alone: a year may have asked the same people twice. Ids of terms sort as the terms follow each other.
with shares as (
    select
        {{ key }}, respondents, reported - only_in_comments as reported,
        lag(period_id) over (
            partition by barrier_id, respondent_role, period_type, group_type, group_value order by period_id
        ) as period_before
    from {{ ref('fct_barrier_shares') }}
    where period_type = 'term' and group_value <> 'not known'
),

-- Staff belong to no group of pupils, so all staff stand beside one; a site is compared with its own.
pairs as (
    {% for comparison, is_rest, counted, role, period, group_type, group_value in [
        ('parents and staff', false, "one.respondent_role = 'parent'", "'staff'", 'one.period_id',
            of_site.replace('{}', 'group_type'), of_site.replace('{}', 'group_value')),
        ('wave before', false, 'true', 'one.respondent_role', 'one.period_before', 'one.group_type', 'one.group_value'),
        ('other families', true, "one.group_type <> 'all'", 'one.respondent_role', 'one.period_id', "'all'", "'all'"),
    ] -%}
    select
        '{{ comparison }}' as comparison, one.barrier_id, one.respondent_role, one.period_type, one.period_id,
        one.group_type, one.group_value, other.period_id as other_period_id, one.reported, one.respondents,
        other.reported{{ ' - one.reported' if is_rest }} as other_reported,
        other.respondents{{ ' - one.respondents' if is_rest }} as other_respondents
    from shares as one
    inner join shares as other
        on
            one.barrier_id = other.barrier_id
            and {{ role }} = other.respondent_role
            and {{ period }} = other.period_id
            and {{ group_type }} = other.group_type
            and {{ group_value }} = other.group_value
    where {{ counted }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

tested as (
    select
        *,
        least(respondents, other_respondents) >= {{ threshold('reporting_floor') }} as is_reportable,
        {{ newcombe_low(*sides) }} as interval_low,
        {{ newcombe_high(*sides) }} as interval_high,
        coalesce({{ score_test(*sides) }}, 0) as errors_apart,
        -- What is read together: every group at once, else the barriers of one comparison.
        case when comparison <> 'other families' then group_type || ' ' || group_value else 'all' end as read_with
    from pairs
    where reported + other_reported > 0 and other_respondents > 0
),

ranked as (
    select
        *,
        count(*) over together as looks,
        rank() over (together order by errors_apart desc) as place
    from tested
    window together as (partition by comparison, respondent_role, period_type, period_id, read_with, is_reportable)
)

-- Clear after Benjamini and Hochberg (1995): of the differences called so, at most one in twenty is expected by chance.
select
    comparison, {{ key }}, other_period_id, {{ sides | join(', ') }},
    reported / cast(respondents as double) - other_reported / cast(other_respondents as double) as difference,
    interval_low,
    interval_high,
    is_reportable,
    is_reportable and (interval_low > 0 or interval_high < 0) and place <= coalesce(
        max(case when errors_apart >= {{ normal_quantile('0.025 * place / looks') }} then place end) over (
            partition by comparison, respondent_role, period_type, period_id, read_with, is_reportable
        ), 0
    ) as is_clear
from ranked
