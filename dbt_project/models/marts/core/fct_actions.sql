with counted as (
    select
        action_id,
        count(*) as steps_total,
        count(*) filter (where status = 'done') as steps_done,
        count(*) filter (where status = 'stuck') as steps_stuck,
        count(*) filter (where status <> 'not_started') as steps_begun,
        max(due_date) as due_date,
        max(due_date) filter (where status <> 'done') as open_due_date
    from {{ ref('fct_action_steps') }}
    group by action_id
),

actions as (
    select
        planned.phase_id,
        planned.action_id,
        planned.is_carried_over,
        coalesce(counted.steps_total, 0) as steps_total,
        coalesce(counted.steps_done, 0) as steps_done,
        case
            when counted.steps_done = counted.steps_total then 'done'
            when counted.steps_stuck > 0 then 'stuck'
            when counted.steps_begun > 0 then 'in_progress'
            else 'not_started'
        end as status,
        coalesce(planned.due_date, counted.due_date) as due_date,
        coalesce(planned.due_date, counted.open_due_date) as open_due_date
    from {{ ref('int_phase_actions') }} as planned
    left join counted on planned.action_id = counted.action_id
)

select
    phase_id,
    action_id,
    steps_total,
    steps_done,
    status,
    due_date,
    -- Late once its own due date, else the last date of its open steps, has passed; carried over, it is late there.
    case
        when status = 'done' or open_due_date is null or is_carried_over then 0
        else greatest(0, {{ dbt.datediff('open_due_date', as_of(), 'day') }})
    end as days_late
from actions
