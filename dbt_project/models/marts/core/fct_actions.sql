with actions as (
    select
        phase_id,
        action_id,
        count(*) as steps_total,
        count(*) filter (where status = 'done') as steps_done,
        count(*) filter (where status = 'stuck') as steps_stuck,
        count(*) filter (where status <> 'not_started') as steps_begun,
        max(due_date) as due_date,
        max(due_date) filter (where status <> 'done') as open_due_date
    from {{ ref('fct_action_steps') }}
    group by phase_id, action_id
)

select
    phase_id,
    action_id,
    steps_total,
    steps_done,
    case
        when steps_done = steps_total then 'done'
        when steps_stuck > 0 then 'stuck'
        when steps_begun > 0 then 'in_progress'
        else 'not_started'
    end as status,
    due_date,
    -- An action is late once the last date of its open steps has passed.
    case
        when open_due_date is null then 0
        else greatest(0, {{ dbt.datediff('open_due_date', as_of(), 'day') }})
    end as days_late
from actions
