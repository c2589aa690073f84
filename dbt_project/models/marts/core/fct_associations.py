"""One row per school, school year, factor and outcome: whether families with the one have more or less of the other."""


def model(dbt, session):
    """A table in the columns of ``warehouse.impact.survey_tables.ASSOCIATIONS``."""
    dbt.config(materialized="table")
    from warehouse.impact.survey_tables import yearly_associations

    return yearly_associations(dbt.ref("fct_family_factors").pl(), dbt.ref("fct_family_years").pl())
