"""Named random streams: each part of the generator draws from its own, so one part can change without the others."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from random import Random
from typing import TypeVar

Item = TypeVar("Item")
DEMO_SEED = "harbour-view-centre-1"
_seed = ContextVar("seed", default=DEMO_SEED)


def stream(name: str) -> Random:
    """A random stream that gives the same values in every run on every machine."""
    return Random(f"{_seed.get()}/{name}")  # noqa: S311 - reproducible data, not a secret


@contextmanager
def drawn_with(seed: str) -> Iterator[None]:
    """Within it every stream is another school's: the same plan, other people and other days."""
    token = _seed.set(seed)
    try:
        yield
    finally:
        _seed.reset(token)


def quota(rng: Random, items: Sequence[Item], share: float) -> list[Item]:
    """A random `share` (0 to 1) of `items`, in their order: exact to the nearest item, so small groups hold a level."""
    chosen = set(rng.sample(range(len(items)), round(share * len(items))))
    return [item for index, item in enumerate(items) if index in chosen]


def weighted(rng: Random, weights: dict[str, float]) -> str:
    """One key of `weights`, drawn in proportion to its weight."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]
