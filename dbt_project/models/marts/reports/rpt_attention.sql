with ranked as (
    select
        *,
        row_number() over (
            partition by reason_code order by weight desc, subject_id asc, group_value asc
        ) as place_in_reason
    from {{ ref('fct_attention_reasons') }}
),

-- The foremost of every reason comes first, then the second, so that no reason crowds out another.
chosen as (
    select
        *,
        row_number() over (order by place_in_reason, priority, subject_id) as place
    from ranked
    where
        place_in_reason = 1
        or (place_in_reason = 2 and reason_code in ('late_action', 'worse_than_before', 'site_gap'))
)

select
    cast(row_number() over (order by priority, place_in_reason) as bigint) as position,
    reason_code,
    subject_type,
    subject_id,
    group_type,
    group_value,
    case when period_id is not null then 'term' end as period_type,
    period_id,
    value,
    previous_value,
    interval_low,
    interval_high
from chosen
where place <= 7
