select
    school_id,
    pupil_id,
    coalesce(parent_id, 'not known') as parent_id,
    household_id,
    relationship
from {{ ref('stg_pupil_parents') }}
