"""Two groups of families set beside each other: the difference of their means and how sure it is."""

import numpy as np
import polars as pl

from warehouse.impact.estimates import LEVEL, UNKNOWN, Estimate

POWER = 0.8


def difference_of_means(families: pl.DataFrame, value: pl.Expr) -> Estimate:
    """Mean of ``value`` over families reached less that over the others, families without a value left out.

    Welch's (1947) interval: with one row a family it is the cluster-robust interval with the bias-reduced error and
    the degrees of freedom of Bell and McCaffrey (2002), and holds its level with few families of unequal spread.
    """
    reached, others = _sides(families, value)
    if min(len(reached), len(others)) < 2 or not (reached.var() + others.var()):
        return UNKNOWN
    from scipy.stats import ttest_ind

    found = ttest_ind(reached, others, equal_var=False)
    low, high = found.confidence_interval(LEVEL)
    value = float(reached.mean() - others.mean())
    return Estimate(value, float(low), float(high), float(high - low) / 2 / _t(found.df), float(found.df))


def chance_of_difference(families: pl.DataFrame, value: pl.Expr) -> float:
    """Two-sided p-value: how often chance alone would show a difference of means at least as large.

    The larger of Welch's and Student's: far out in the tail, where many comparisons are looked at together, Welch's
    alone says 'chance' too seldom for groups of ten (docs/methods.md).
    """
    from scipy.stats import ttest_ind

    reached, others = _sides(families, value)
    return max(float(ttest_ind(reached, others, equal_var=is_equal).pvalue) for is_equal in (False, True))


def adjusted_difference(families: pl.DataFrame) -> Estimate:
    """'After' of families reached less that of others who stood alike before (analysis of covariance, HC3 errors).

    Levels before are the whole time before and its later half, because families are often chosen by what was seen
    last. Where they were, this falls short of the truth if anything, and the plain difference of changes goes beyond
    it (Angrist and Pischke 2009, section 5.4).
    """
    from statsmodels.regression.linear_model import OLS

    rows = families.with_columns(pl.col("late").fill_null(pl.col("before")))
    design = rows.select(pl.lit(1.0), pl.col("is_reached").cast(pl.Float64), "before", "late").to_numpy()
    if np.linalg.matrix_rank(design) < design.shape[1] or len(design) <= design.shape[1]:
        return UNKNOWN
    fitted = OLS(rows["after"].to_numpy(), design).fit(cov_type="HC3", use_t=True)
    low, high = fitted.conf_int(1 - LEVEL)[1]
    return Estimate(float(fitted.params[1]), float(low), float(high), float(fitted.bse[1]), float(fitted.df_resid))


def _sides(families: pl.DataFrame, value: pl.Expr) -> tuple[np.ndarray, np.ndarray]:
    """Values of the families reached and of the others, none where it is not known."""
    rows = families.select("is_reached", value.alias("value")).drop_nulls()
    reached, others = (rows.filter(pl.col("is_reached") == side)["value"].to_numpy() for side in (True, False))
    return reached, others


def smallest_detectable(estimate: Estimate) -> float:
    """The effect that would have been seen in 80 of 100 such schools (Bloom 1995), in the unit of the estimate."""
    return (_t(estimate.freedom) + _t(estimate.freedom, POWER)) * estimate.error


def _t(freedom: float, chance: float = (1 + LEVEL) / 2) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, chance))
