-- A join that is weak says that an action touches a barrier, not that it answers it.
with joins as (
    select from_item_id as item_id, to_item_id as barrier_id, cast(strength as integer) as strength
    from {{ ref('crosswalk') }}
    where to_item_id in (select barrier_id from {{ ref('dim_barriers') }}) and strength in ('2', '3')
),

-- An action of the school's own answers what the idea it came from answers.
sources as (
    select action_id, action_id as item_id from {{ ref('fct_actions') }}
    union
    select action_id, idea_id from {{ ref('stg_actions') }}
    where idea_id is not null
)

select
    joins.barrier_id,
    actions.action_id,
    actions.phase_id,
    actions.status,
    max(joins.strength) as strength
from {{ ref('fct_actions') }} as actions
inner join sources on actions.action_id = sources.action_id
inner join joins on sources.item_id = joins.item_id
group by joins.barrier_id, actions.action_id, actions.phase_id, actions.status
