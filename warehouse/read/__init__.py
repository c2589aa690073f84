"""Reading what was published: MARTS says what there is and who may read it, read_mart is the only way to it."""

from warehouse.read.marts import MARTS, Mart
from warehouse.read.read_mart import read_mart
from warehouse.read.served import Build, current_build
from warehouse.read.wording import Wording, own_wording, worded

__all__ = ["MARTS", "Build", "Mart", "Wording", "current_build", "own_wording", "read_mart", "worded"]
