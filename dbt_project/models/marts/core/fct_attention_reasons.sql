with newest as (
    select max(newest_date) as newest_date from {{ ref('dim_feeds') }}
    where feed in ('attendance', 'contacts', 'events')
),

latest_barriers as (
    select max(terms.period_start) as period_start
    from {{ ref('fct_barrier_shares') }} as shares
    inner join {{ ref('dim_periods') }} as terms
        on shares.period_type = terms.period_type and shares.period_id = terms.period_id
    where terms.period_type = 'term' and shares.respondent_role = 'parent'
)

select
    'late_action' as reason_code, 1 as priority, cast(days_late as double) as weight,
    'phase_action' as subject_type, action_id as subject_id, 'all' as group_type, 'all' as group_value,
    cast(null as varchar) as period_id, cast(days_late as double) as value, cast(null as double) as previous_value,
    cast(null as double) as interval_low, cast(null as double) as interval_high
from {{ ref('fct_actions') }}
where days_late > 0
union all
-- Absence repeats attendance the other way round, so it is left out.
select
    case when improvement < 0 then 'worse_than_before' else 'better_than_before' end,
    case when improvement < 0 then 2 else 6 end, abs(improvement), 'indicator', indicator_id, group_type, group_value,
    period_id, value, previous_value, interval_low, interval_high
from {{ ref('fct_indicator_changes') }}
where group_type = 'all' and is_beyond_chance and indicator_id <> 'absence_rate'
union all
-- Weighed by how far the gap is beyond chance: a wide gap between two handfuls of answers says less.
select
    'site_gap', 3, abs(value - other_value) / nullif(interval_high - interval_low, 0), 'indicator', indicator_id,
    'site', site, period_id, value, other_value, interval_low, interval_high
from {{ ref('fct_site_gaps') }}
where indicator_id <> 'absence_rate'
union all
select
    'common_barrier', 4, shares.reported / cast(shares.respondents as double), 'barrier', shares.barrier_id,
    shares.group_type, shares.group_value, shares.period_id, shares.reported / cast(shares.respondents as double),
    null, {{ wilson('shares.reported', 'shares.respondents', 'low') }},
    {{ wilson('shares.reported', 'shares.respondents', 'high') }}
from {{ ref('fct_barrier_shares') }} as shares
inner join {{ ref('dim_periods') }} as terms
    on shares.period_type = terms.period_type and shares.period_id = terms.period_id
inner join latest_barriers on terms.period_start = latest_barriers.period_start
where
    terms.period_type = 'term' and shares.respondent_role = 'parent' and shares.group_type = 'all'
    and shares.reported > 0 and shares.respondents >= {{ threshold('reporting_floor') }}
union all
select
    'stale_feed', 5, cast({{ dbt.datediff('feeds.newest_date', 'newest.newest_date', 'day') }} as double), 'feed',
    feeds.feed, 'all', 'all', null,
    cast({{ dbt.datediff('feeds.newest_date', 'newest.newest_date', 'day') }} as double), null, null, null
from {{ ref('dim_feeds') }} as feeds
cross join newest
where
    feeds.feed in ('attendance', 'contacts', 'events')
    and {{ dbt.datediff('feeds.newest_date', 'newest.newest_date', 'day') }} > {{ threshold('stale_feed_days') }}
