select
    from_item_id,
    to_item_id,
    strength,
    reason
from {{ ref('crosswalk') }}
