"""Reading what was published: MARTS says what there is and who may read it, read_mart is the only way to it."""

from warehouse.read.marts import MARTS, Mart
from warehouse.read.read_mart import read_mart
from warehouse.read.served import Build, Release, current_build, current_release, list_releases, reads_build, served_to
from warehouse.read.wording import Wording, own_wording, worded

__all__ = [
    "MARTS",
    "Build",
    "Mart",
    "Release",
    "Wording",
    "current_build",
    "current_release",
    "list_releases",
    "own_wording",
    "read_mart",
    "reads_build",
    "served_to",
    "worded",
]
