with reasons as (
    select * from {{ ref('fct_attention_reasons') }}
    union all
    select * from {{ ref('fct_attention_barriers') }}
),

-- A barrier is brought up once, for the most pressing of its reasons.
single as (
    select
        *,
        row_number() over (
            partition by case when subject_type = 'barrier' then subject_id else family || subject_id || group_value end
            order by priority
        ) as place_of_subject
    from reasons
),

ranked as (
    select
        *,
        row_number() over (partition by family order by weight desc, subject_id asc, group_value asc) as place,
        count(*) over (partition by family) - 1 as others
    from single
    where place_of_subject = 1
),

-- The foremost of every reason comes first, then the second, so that no reason crowds out another.
chosen as (
    select
        *,
        row_number() over (order by place_in_reason, priority, family) as turn
    from (
        select
            *,
            row_number() over (partition by reason_code order by weight desc, family asc) as place_in_reason
        from ranked
        where place = 1
    ) as foremost
)

select
    cast(row_number() over (order by priority, place_in_reason) as bigint) as position,
    reason_code,
    subject_type,
    subject_id,
    group_type,
    group_value,
    case when period_id like '% %' then 'term' when period_id is not null then 'year' end as period_type,
    period_id,
    value,
    previous_value,
    interval_low,
    interval_high,
    people,
    cast(others as bigint) as others
from chosen
where turn <= 7
