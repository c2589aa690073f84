"""Files are read in a limited process of their own: whatever is inside one, the app lives and says one sentence.

``inspect_apart`` and ``load_apart`` are what the app and the command line use; ``keep_warm`` has a process ready.
"""

from warehouse.intake.apart.doors import inspect_apart, load_apart
from warehouse.intake.apart.process import keep_warm
from warehouse.intake.apart.scratch import scratch_folder

__all__ = ["inspect_apart", "keep_warm", "load_apart", "scratch_folder"]
