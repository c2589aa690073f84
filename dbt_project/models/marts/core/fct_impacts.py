"""One row per school, action, school year and kind of message: what the impact room makes of it."""


def model(dbt, session):
    """A table in the columns of ``warehouse.impact.tables.IMPACTS``."""
    dbt.config(materialized="table")
    from warehouse.impact.tables import impacts

    weeks, reach, draws = dbt.ref("fct_pupil_weeks"), dbt.ref("fct_action_reach"), dbt.ref("chance_draws")
    return impacts(weeks.pl(), reach.pl(), draws.pl())
