select
    figure_id,
    subject_type,
    subject_id,
    respondent_role,
    school_type,
    value,
    year,
    source
from {{ ref('published_figures') }}
