-- How far each result is from the pupil's first in the subject and measure.
with results as (
    select
        school_id, pupil_id, measure, subject, assessed_on, result,
        first_value(result) over (
            partition by school_id, pupil_id, measure, subject order by assessed_on asc
        ) as first_result,
        row_number() over (partition by school_id, pupil_id, measure, subject order by assessed_on asc) as turn
    from {{ ref('stg_assessments') }}
    where measure <> 'other'
),

-- The last result of each subject in the period, where it is not the first of all.
latest as (
    select
        results.school_id, results.pupil_id, results.measure, results.subject, periods.period_type, periods.period_id,
        max_by(results.result - results.first_result, results.assessed_on) as change
    from results
    inner join {{ ref('brg_date_periods') }} as periods on results.assessed_on = periods.date_day
    where results.turn > 1 and periods.period_type <> 'week'
    group by all
),

-- A pupil counts once, however many subjects were assessed.
pupils as (
    select
        school_id, pupil_id, measure, period_type, period_id,
        avg(change) as change
    from latest
    group by school_id, pupil_id, measure, period_type, period_id
),

totals as (
    select
        pupils.school_id, pupils.measure, pupils.period_type, pupils.period_id,
        members.group_type, members.group_value,
        count(*) as people,
        sum(pupils.change) as change,
        sum(pupils.change * pupils.change) as change_2
    from pupils
    inner join {{ ref('brg_groups') }} as members
        on
            pupils.school_id = members.school_id
            and members.subject_type = 'pupil'
            and pupils.pupil_id = members.subject_id
    group by all
)

{{ indicator_rows('totals', [
    ('attainment_change__', 'change', 'people', 'people', 'change_2', 'people', 'change')
], part='measure') }}
