"""Parts of the page Impact: what may be said of an action, and what a school of this size could have seen."""
