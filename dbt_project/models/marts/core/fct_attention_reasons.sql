with newest as (
    select max(newest_date) as newest_date from {{ ref('dim_feeds') }}
    where feed in ('attendance', 'contacts', 'events')
),

-- The indicator that speaks first for a question, of the judgement that was made last.
judged as (
    select
        *,
        row_number() over (partition by key_question_id order by cycle_id desc, position asc) as place
    from {{ ref('fct_judged_evidence') }}
)

-- `family` holds what is one matter to whoever reads: only its foremost row is shown, and how many others it has.
select
    'late_action' as reason_code, 1 as priority, 'late' as family, cast(days_late as double) as weight,
    'phase_action' as subject_type, action_id as subject_id, 'all' as group_type, 'all' as group_value,
    cast(null as varchar) as period_id, cast(days_late as double) as value, cast(null as double) as previous_value,
    cast(null as double) as interval_low, cast(null as double) as interval_high, cast(null as bigint) as people
from {{ ref('fct_actions') }}
where days_late > 0
union all
-- Absence repeats attendance the other way round, and who is invited follows from what was held: both are left out.
select
    case when changes.improvement < 0 then 'worse_than_before' else 'better_than_before' end,
    case when changes.improvement < 0 then 2 else 10 end,
    case when changes.improvement < 0 then 'worse ' else 'better ' end || indicators.evidence_feed,
    abs(changes.improvement), 'indicator', changes.indicator_id, changes.group_type, changes.group_value,
    changes.period_id, changes.value, changes.previous_value, changes.interval_low, changes.interval_high,
    changes.people
from {{ ref('fct_indicator_changes') }} as changes
inner join {{ ref('dim_indicators') }} as indicators on changes.indicator_id = indicators.indicator_id
where
    changes.group_type = 'all' and changes.is_beyond_chance
    and changes.indicator_id not in ('absence_rate', 'invited_rate')
union all
select
    'evidence_fell', 3, 'evidence', abs(then_value - now_value), 'key_question', key_question_id, 'all', 'all',
    now_period_id, now_value, then_value, now_interval_low, now_interval_high, null
from judged
where place = 1 and drift = 'moved down' and is_reportable
union all
-- Weighed by how far the gap is beyond chance: a wide gap between two handfuls of answers says less.
select
    'site_gap', 4, 'site ' || indicators.evidence_feed,
    abs(gaps.value - gaps.other_value) / nullif(gaps.interval_high - gaps.interval_low, 0), 'indicator',
    gaps.indicator_id, 'site', gaps.site, gaps.period_id, gaps.value, gaps.other_value, gaps.interval_low,
    gaps.interval_high, gaps.people
from {{ ref('fct_site_gaps') }} as gaps
inner join {{ ref('dim_indicators') }} as indicators on gaps.indicator_id = indicators.indicator_id
where gaps.indicator_id not in ('absence_rate', 'invited_rate')
union all
select
    'stale_feed', 8, 'stale', cast({{ dbt.datediff('feeds.newest_date', 'newest.newest_date', 'day') }} as double),
    'feed', feeds.feed, 'all', 'all', null,
    cast({{ dbt.datediff('feeds.newest_date', 'newest.newest_date', 'day') }} as double), null, null, null, null
from {{ ref('dim_feeds') }} as feeds
cross join newest
where
    feeds.feed in ('attendance', 'contacts', 'events')
    and {{ dbt.datediff('feeds.newest_date', 'newest.newest_date', 'day') }} > {{ threshold('stale_feed_days') }}
union all
-- What an action goes with, where chance decided whom it reached.
select
    'impact_found', case verdict_id when 'loss' then 2 else 9 end, 'impact', abs(effect), 'impact', action_id,
    'message_kind', message_kind, academic_year, effect, null, interval_low, interval_high, reached_pupils
from {{ ref('fct_impacts') }}
where
    verdict_id in ('gain', 'loss') and outcome = 'attendance_rate'
    and academic_year = (select max(academic_year) from {{ ref('fct_impacts') }})
