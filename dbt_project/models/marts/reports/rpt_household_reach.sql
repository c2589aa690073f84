select
    household_id,
    last_contact_at,
    last_two_way_at,
    last_positive_at,
    contacts_term,
    invited_term,
    attended_term,
    attendance_band
from {{ ref('fct_household_reach') }}
