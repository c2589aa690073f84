select distinct school_id
from {{ ref('fct_feed_dates') }}
where feed <> 'benchmarks' and school_id is not null
