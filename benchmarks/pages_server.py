"""The app as it is served, with the empty page of the benchmark as one more row of PAGES.

``python -m benchmarks.pages_server`` takes home and port from the settings, as ``python app.py`` does.
"""

import gc
import sys

from ui import navigation
from warehouse.settings import get_settings

EMPTY = navigation.Page(
    "benchmarks/empty_page.py",
    "Empty",
    ":material/crop_square:",
    "empty",
    "Measured",
    navigation.EVERYONE,
    (),
    "Empty.",
)
navigation.PAGES = (*navigation.PAGES, EMPTY)

from app import SWITCH_SECONDS, app, options  # noqa: E402 -- the shell reads PAGES when it is imported

if __name__ == "__main__":
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(SWITCH_SECONDS)
    app.run(config=options(get_settings()))
