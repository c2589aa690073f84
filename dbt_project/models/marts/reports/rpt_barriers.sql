with published as (
    select * from {{ ref('published_figures') }}
    where subject_type = 'barrier'
)

select
    shares.barrier_id,
    barriers.barrier_group,
    shares.respondent_role,
    shares.period_type,
    shares.period_id,
    shares.group_type,
    shares.group_value,
    shares.reported,
    shares.respondents,
    shares.reported / cast(nullif(shares.respondents, 0) as double) as share,
    {{ wilson('shares.reported', 'shares.respondents', 'low') }} as interval_low,
    {{ wilson('shares.reported', 'shares.respondents', 'high') }} as interval_high,
    published.value as published_share,
    published.source as published_source,
    shares.respondents >= {{ threshold('reporting_floor') }} as is_reportable,
    shares.only_in_comments
from {{ ref('fct_barrier_shares') }} as shares
left join {{ ref('dim_barriers') }} as barriers on shares.barrier_id = barriers.barrier_id
left join published
    on shares.barrier_id = published.subject_id and shares.respondent_role = published.respondent_role
