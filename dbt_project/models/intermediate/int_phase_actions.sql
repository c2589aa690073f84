with catalogue as (
    select
        framework_id as phase_id,
        item_id as action_id,
        label as action_label,
        position as place
    from {{ ref('framework_items') }}
    where item_type = 'action'
),

phases as (
    select phase_id from catalogue
    union
    select phase_id from {{ ref('stg_phases') }}
),

actions as (
    select
        phase_id, action_id, action_label, false as is_own, place,
        cast(null as varchar) as owner_role, cast(null as date) as due_date
    from catalogue
    union all
    -- The school's own words stay in the register; an action of a phase that was taken back goes with it.
    select phase_id, action_id, null, true, 0, owner_role, due_date
    from {{ ref('stg_actions') }}
),

carried as (
    select distinct action_id from {{ ref('stg_carry_overs') }}
    where to_phase_id in (select phase_id from phases)
)

select
    actions.phase_id,
    actions.action_id,
    cast(
        row_number() over (
            partition by actions.phase_id
            order by actions.is_own asc, actions.place asc, actions.due_date asc nulls last, actions.action_id asc
        ) as bigint
    ) as action_position,
    actions.action_label,
    actions.owner_role,
    actions.due_date,
    carried.action_id is not null as is_carried_over
from actions
inner join phases on actions.phase_id = phases.phase_id
left join carried on actions.action_id = carried.action_id
