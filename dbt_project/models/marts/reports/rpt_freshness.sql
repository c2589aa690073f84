select
    feed,
    uploads,
    row_count,
    newest_date
from {{ ref('dim_feeds') }}
