"""Every probe of the table, asked of both servers."""

import pytest

from tests.deploy.servers.probes import PROBES, faults


def test_the_table_is_long_enough_to_mean_something():
    assert len({str(probe) for probe in PROBES}) == len(PROBES) >= 60


@pytest.mark.parametrize("probe", PROBES, ids=str)
def test_a_server_answers_as_it_must(served, probe):
    assert faults(served, probe) == []
