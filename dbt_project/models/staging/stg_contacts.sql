{# A log without its own ids is known by what a row says, but for the outcome, which a later export may correct. #}
{% set content -%}
    coalesce(contact_id, cast(contact_at as varchar) || '|' || coalesce(pupil_id, '') || '|' || coalesce(parent_id, '')
    || '|' || channel || '|' || direction || '|' || coalesce(purpose, ''))
{%- endset %}

with superseded as (
    {{ superseding('contacts', ['school_id', content]) }}
)

select
    upload_id,
    record_no,
    school_id,
    site,
    {{ content }} as contact_id,
    pupil_id,
    parent_id,
    channel,
    direction,
    purpose,
    outcome,
    contact_at,
    cast(contact_at as date) as contact_date
from superseded
