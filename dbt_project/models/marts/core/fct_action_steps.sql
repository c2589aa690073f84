with items as (
    select * from {{ ref('framework_items') }}
),

steps as (
    select
        actions.parent_item_id as listed_phase_id,
        actions.framework_id as phase_id,
        actions.item_id as action_id,
        actions.position as action_position,
        actions.label as action_label,
        items.item_id as step_id,
        items.position as step_position,
        items.label as step_label,
        coalesce(states.status, 'not_started') as status,
        states.start_date,
        states.due_date,
        states.done_date,
        states.owner_role
    from items
    inner join items as actions on items.parent_item_id = actions.item_id
    left join {{ ref('stg_step_states') }} as states on items.item_id = states.step_id
    where items.item_type = 'step'
)

select
    coalesce(listed_phase_id, phase_id) as phase_id,
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
    case
        when status = 'done' or due_date is null then 0
        else greatest(0, {{ dbt.datediff('due_date', as_of(), 'day') }})
    end as days_late
from steps
