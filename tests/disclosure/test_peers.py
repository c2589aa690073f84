"""Our choice of rows beside the optimum of τ-Argus on the same tables, with the same protection asked for."""

import pytest

from tests.disclosure.schools import school


@pytest.mark.parametrize("seed", range(4))
def test_we_hold_back_no_more_than_the_optimum_of_tau_argus(seed):
    pytest.importorskip("pytauargus", reason="pytauargus has no wheel for this machine")
    from tests.disclosure.peers import compare

    found = compare(school(seed), "year_group")
    assert found.secrets > 0
    assert found.our_loss <= found.their_loss
