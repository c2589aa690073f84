select
    indicator_id,
    name,
    definition,
    unit,
    value_kind,
    per,
    better_direction,
    numerator,
    denominator,
    feeds,
    part_of,
    types,
    questions,
    -- The feed that is counted stands first; the others only say who is on roll.
    split_part(feeds, ';', 1) as evidence_feed
from {{ ref('indicators') }}
