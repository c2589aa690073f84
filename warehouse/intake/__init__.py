"""Read any export, recognise it, check every record, land it. ``load_file`` is the only way into the landing zone."""

from warehouse.intake.load import inspect_file, load_file
from warehouse.intake.results import Inspection, LoadResult, Options

__all__ = ["Inspection", "LoadResult", "Options", "inspect_file", "load_file"]
