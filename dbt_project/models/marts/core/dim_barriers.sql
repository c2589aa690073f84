with items as (
    select * from {{ ref('framework_items') }}
    where framework_id = 'barriers'
)

select
    barriers.item_id as barrier_id,
    barriers.parent_item_id as barrier_group,
    families.label as barrier_group_label,
    cast(row_number() over (order by families.position, barriers.position) as bigint) as position,
    barriers.label,
    barriers.text,
    barriers.source_document,
    barriers.source_section
from items as barriers
inner join items as families on barriers.parent_item_id = families.item_id
where barriers.item_type = 'barrier'
