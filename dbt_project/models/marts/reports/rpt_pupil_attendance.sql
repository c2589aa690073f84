with journeys as (
    select
        *,
        case when has_both_spans then entry_attended / cast(entry_possible as double) end as entry_rate,
        recent_attended / nullif(cast(recent_possible as double), 0) as recent_rate
    from {{ ref('fct_pupil_journeys') }}
    where is_on_roll
)

select
    school_id,
    pupil_id,
    site,
    year_group,
    first_on,
    entry_rate,
    recent_rate,
    recent_rate - entry_rate as rate_change,
    missed_in_a_row,
    missed_since,
    {{ change_band('recent_rate - entry_rate') }} as change_band,
    {{ run_band('missed_in_a_row') }} as run_band
from journeys
