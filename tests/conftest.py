"""What tests of several rooms share: a build's worker that has its imports."""

import pytest

from warehouse import worker


@pytest.fixture(scope="session")
def warm_worker() -> None:
    """The build worker of this process is warm, or getting so; tests/building holds it to a fresh process."""
    worker.warm_up()
