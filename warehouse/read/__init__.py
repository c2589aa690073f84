"""Reading what was published: MARTS says what there is and who may read it, read_mart is the only way to it."""

from warehouse.read.marts import MARTS, Mart
from warehouse.read.read_mart import read_mart
from warehouse.read.served import Build, current_build

__all__ = ["MARTS", "Build", "Mart", "current_build", "read_mart"]
