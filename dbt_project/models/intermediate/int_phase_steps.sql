with steps as (
    select
        item_id as step_id,
        parent_item_id as action_id,
        label as step_label,
        false as is_own,
        position as place
    from {{ ref('framework_items') }}
    where item_type = 'step'
    union all
    select step_id, action_id, null, true, position
    from {{ ref('stg_steps') }}
)

select
    actions.phase_id,
    actions.action_id,
    actions.action_position,
    actions.action_label,
    actions.is_carried_over,
    steps.step_id,
    cast(
        row_number() over (partition by steps.action_id order by steps.is_own, steps.place, steps.step_id) as bigint
    ) as step_position,
    steps.step_label
from steps
inner join {{ ref('int_phase_actions') }} as actions on steps.action_id = actions.action_id
