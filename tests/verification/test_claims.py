"""What each scenario says of itself is true of it and false of the others."""

from __future__ import annotations

import pytest

from tests.verification.claims import CLAIMS


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize("scenario", CLAIMS)
def test_a_claim_is_true_of_its_scenario_alone(claim: str, scenario: str) -> None:
    assert CLAIMS[claim](scenario) == (claim == scenario)
