select
    cast(sequence_no as integer) as sequence_no,
    feed,
    cast(loaded_at as date) as loaded_on,
    first_date,
    last_date
from {{ ref('dim_uploads') }}
where is_active
