with sites as (
    select * from {{ ref('fct_indicator_changes') }}
    where group_type = 'site' and group_value <> 'not known'
)

-- The site that does worse, and the value of the other, where the two intervals do not touch.
select
    worse.indicator_id,
    worse.school_id,
    worse.period_id,
    worse.group_value as site,
    better.group_value as other_site,
    worse.value,
    better.value as other_value,
    worse.interval_low,
    worse.interval_high,
    worse.people
from sites as worse
inner join sites as better
    on
        worse.indicator_id = better.indicator_id
        and worse.school_id = better.school_id
        and worse.period_id = better.period_id
inner join {{ ref('dim_indicators') }} as indicators on worse.indicator_id = indicators.indicator_id
where
    (indicators.better_direction = 'up' and worse.interval_high < better.interval_low)
    or (indicators.better_direction = 'down' and worse.interval_low > better.interval_high)
