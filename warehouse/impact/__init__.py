"""The statistics room: how sure a figure is, what goes with what, and what an action has changed.

Pure functions: frames and numbers in, dataclasses out. Nothing here reads a file of the school, a database or a
page. Formulas, their sources and how often they hold the truth: docs/methods.md. scipy and statsmodels are imported
where they are used, because reading them takes longer than all sums of a school together.
"""
