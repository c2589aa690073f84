with pupils as (
    select
        *,
        possible_by_marks is not null as has_both,
        abs(possible_by_totals - possible_by_marks) >= 1 or abs(attended_by_totals - attended_by_marks) >= 1 as differs
    from {{ ref('fct_attendance_differences') }}
)

select
    school_id,
    period_type,
    period_id,
    count(*) as pupils_with_totals,
    count(*) filter (where has_both) as pupils_with_both,
    coalesce(sum(possible_by_marks), 0) as sessions_by_marks,
    coalesce(sum(possible_by_totals) filter (where has_both), 0) as sessions_by_totals,
    coalesce(sum(possible_by_totals - possible_by_marks), 0) as difference,
    count(*) filter (where differs) as pupils_that_differ,
    coalesce(sum(greatest(possible_by_totals - possible_by_marks, 0)), 0) as sessions_only_in_totals,
    coalesce(sum(greatest(possible_by_marks - possible_by_totals, 0)), 0) as sessions_only_in_marks,
    coalesce(
        sum(abs(attended_by_totals - attended_by_marks)) filter (where possible_by_totals = possible_by_marks), 0
    ) as sessions_counted_otherwise
from pupils
group by school_id, period_type, period_id
