with steps as (
    select
        planned.phase_id,
        planned.action_id,
        planned.action_position,
        planned.action_label,
        planned.is_carried_over,
        planned.step_id,
        planned.step_position,
        planned.step_label,
        coalesce(states.status, 'not_started') as status,
        states.start_date,
        states.due_date,
        states.done_date,
        states.owner_role
    from {{ ref('int_phase_steps') }} as planned
    left join {{ ref('stg_step_states') }} as states on planned.step_id = states.step_id
)

select
    phase_id,
    action_id,
    action_position,
    action_label,
    step_id,
    step_position,
    step_label,
    status,
    start_date,
    due_date,
    done_date,
    owner_role,
    -- What is carried over goes on, and may be late, in the phase it goes to.
    case
        when status = 'done' or due_date is null or is_carried_over then 0
        else greatest(0, {{ dbt.datediff('due_date', as_of(), 'day') }})
    end as days_late
from steps
