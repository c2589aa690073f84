select
    effect_id,
    intervention,
    outcome,
    unit,
    low,
    high,
    who,
    finding,
    source,
    year
from {{ ref('published_effects') }}
