select
    framework_id,
    item_id,
    item_type,
    parent_item_id,
    position,
    label,
    text,
    source_document,
    source_section
from {{ ref('framework_items') }}
