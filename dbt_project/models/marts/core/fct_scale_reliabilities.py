"""One row per school, term, respondent role and scale: how well its statements hang together, and their mean."""


def model(dbt, session):
    """A table in the columns of ``warehouse.impact.survey_tables.RELIABILITIES``."""
    dbt.config(materialized="table")
    from warehouse.impact.survey_tables import reliabilities

    return reliabilities(dbt.ref("fct_scale_answers").pl())
