with done as (
    select
        action_id,
        -- Done on a day that was not noted for every step: nobody can say whether it was in time.
        case when count(done_date) = count(*) then max(done_date) end as done_on
    from {{ ref('fct_action_steps') }}
    group by action_id
),

due as (
    select
        periods.period_type, periods.period_id,
        coalesce(actions.status = 'done' and done.done_on <= actions.due_date, false) as is_on_time
    from {{ ref('fct_actions') }} as actions
    inner join {{ ref('int_phase_actions') }} as planned
        on actions.phase_id = planned.phase_id and actions.action_id = planned.action_id
    left join done on actions.action_id = done.action_id
    inner join {{ ref('brg_date_periods') }} as periods on actions.due_date = periods.date_day
    where
        actions.due_date < {{ as_of() }}
        and not planned.is_carried_over
        and (actions.status <> 'done' or done.done_on is not null)
),

totals as (
    select
        schools.school_id, due.period_type, due.period_id, 'all' as group_type, 'all' as group_value,
        count(*) as due,
        count(*) filter (where due.is_on_time) as on_time
    from due
    cross join {{ ref('dim_schools') }} as schools
    group by all
)

{{ indicator_rows('totals', [('actions_on_time_rate', 'on_time', 'due', 'null')]) }}
