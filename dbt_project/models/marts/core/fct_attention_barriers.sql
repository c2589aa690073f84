with surveys as (
    select max(period_id) as period_id from {{ ref('fct_barrier_shares') }}
    where period_type = 'term' and respondent_role = 'parent'
),

-- Clear differences of the newest survey, one family each way of comparing.
apart as (
    select
        *,
        case comparison
            when 'parents and staff' then 'perception_gap'
            when 'wave before' then 'barrier_change'
            else 'barrier_group'
        end as reason_code
    from {{ ref('fct_barrier_differences') }}
    where
        is_clear and respondent_role = 'parent' and period_id = (select period_id from surveys)
        and (comparison = 'other families' or group_type = 'all')
        and (comparison = 'parents and staff' or difference > 0)
)

-- Named by many and answered by no action: the low end of the range counts, not the share itself.
select
    'open_barrier' as reason_code, 5 as priority, 'open barrier' as family,
    shares.reported / cast(shares.respondents as double) as weight, 'barrier' as subject_type,
    shares.barrier_id as subject_id, 'all' as group_type, 'all' as group_value, shares.period_id,
    shares.reported / cast(shares.respondents as double) as value, cast(null as double) as previous_value,
    {{ wilson('shares.reported', 'shares.respondents', 'low') }} as interval_low,
    {{ wilson('shares.reported', 'shares.respondents', 'high') }} as interval_high, shares.respondents as people
from {{ ref('fct_barrier_shares') }} as shares
inner join surveys on shares.period_id = surveys.period_id
where
    shares.respondent_role = 'parent' and shares.group_type = 'all'
    and shares.respondents >= {{ threshold('reporting_floor') }}
    and {{ wilson('shares.reported', 'shares.respondents', 'low') }} >= {{ threshold('open_barrier_share') }}
    and shares.barrier_id not in (select barrier_id from {{ ref('brg_barrier_actions') }})
union all
select
    reason_code, case reason_code when 'perception_gap' then 6 else 7 end, comparison,
    greatest(interval_low, -interval_high), 'barrier', barrier_id, group_type, group_value, period_id,
    reported / cast(respondents as double), other_reported / cast(other_respondents as double),
    interval_low, interval_high, respondents
from apart
