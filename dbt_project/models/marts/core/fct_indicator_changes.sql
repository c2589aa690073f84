with terms as (
    select
        *,
        row_number() over (
            partition by indicator_id, school_id, group_type, group_value order by period_start desc
        ) as terms_ago
    from {{ ref('fct_indicators') }}
    where
        period_type = 'term' and group_type in ('all', 'site') and is_reportable and people is not null
        -- Steps of shares can be weighed against each other; parts of an indicator would say the same thing twice.
        and indicator_id in (
            select indicator_id from {{ ref('dim_indicators') }}
            where value_kind = 'share' and part_of is null
        )
)

-- Beyond chance means that the two intervals do not touch; a change to the better is positive.
select
    latest.indicator_id,
    latest.school_id,
    latest.group_type,
    latest.group_value,
    latest.period_id,
    earlier.period_id as previous_period_id,
    latest.value,
    earlier.value as previous_value,
    latest.interval_low,
    latest.interval_high,
    latest.people,
    case indicators.better_direction when 'up' then 1 else -1 end * (latest.value - earlier.value) as improvement,
    coalesce(latest.interval_low > earlier.interval_high or latest.interval_high < earlier.interval_low, false)
        as is_beyond_chance
from terms as latest
inner join {{ ref('dim_indicators') }} as indicators on latest.indicator_id = indicators.indicator_id
left join terms as earlier
    on
        latest.indicator_id = earlier.indicator_id
        and latest.school_id = earlier.school_id
        and latest.group_type = earlier.group_type
        and latest.group_value = earlier.group_value
        and earlier.terms_ago = 2
where latest.terms_ago = 1
