with pupils as (
    select
        *,
        recent_attended / cast(recent_possible as double) - entry_attended / cast(entry_possible as double)
            as rate_change
    from {{ ref('fct_pupil_journeys') }}
    where is_on_roll
),

banded as (
    select
        school_id, pupil_id, 'entry_to_now' as measure,
        {{ change_band('rate_change') }} as band
    from pupils
    where has_both_spans
    union all
    select
        school_id, pupil_id, 'missed_in_a_row' as measure,
        {{ run_band('missed_in_a_row') }} as band
    from pupils
),

counted as (
    select
        banded.school_id, banded.measure, banded.band, members.group_type, members.group_value,
        count(*) as pupils
    from banded
    inner join {{ ref('brg_groups') }} as members
        on
            banded.school_id = members.school_id
            and members.subject_type = 'pupil'
            and banded.pupil_id = members.subject_id
    group by all
),

of_whole as (
    select *, sum(pupils) over (partition by school_id, measure, group_type, group_value) as of_pupils
    from counted
),

{{ disclosed('judged', 'of_whole', 'pupils', 'school_id, measure, group_type, group_value',
             'school_id, measure, group_type, band', 'band') }}

select
    school_id,
    measure,
    band,
    group_type,
    group_value,
    pupils,
    cast(of_pupils as bigint) as of_pupils,
    {{ wilson('pupils', 'of_pupils', 'low') }} as interval_low,
    {{ wilson('pupils', 'of_pupils', 'high') }} as interval_high,
    is_reportable
from judged
