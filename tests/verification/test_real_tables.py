"""Communities founded from published data have the network statistics that their publishers' data have."""

from __future__ import annotations

from pathlib import Path

import pytest

from lcsim.measures import final_measures
from lcsim.scenario import load_text
from lcsim.simulation import run

WORKPLACE = """
schema: 1
calendar: {{weeks: 8}}
values: [{{name: openness}}]
practices: {{domains: 6, options: 3}}
organisations: [{{name: office}}]
tables:
  roster: nodes.csv
  ties: contacts_daily.csv
  columns: {{team: department, weight: seconds}}
  undirected: true
  {choice}
"""

# README of the data: ties, density, transitivity, isolates, components, assortativity by department
ROWS = {
    "threshold: 20": (4274, 0.1595, 0.3556, 15, 16, 0.3242),
    "threshold: 300": (941, 0.0351, 0.2744, 20, 21, 0.683),
    "day: 1": (1485, 0.0554, 0.4392, 56, 57, 0.3368),
    "day: 10": (366, 0.0137, 0.3306, 111, 112, 0.6907),
}


@pytest.mark.parametrize("choice", ROWS)
def test_workplace_contacts(shared_data: Path, choice: str) -> None:
    folder = shared_data / "sociopatterns_workplace_InVS15"
    result = run(load_text(WORKPLACE.format(choice=choice), name="office", folder=folder), seed=1)
    ties, density, transitivity, isolates, components, assortativity = ROWS[choice]
    assert int(result.founding.clock[1]) == 232
    assert int(result.founding.tie_count.sum()) == 2 * ties
    told = final_measures(result.founding)
    assert told["density"].value == pytest.approx(density, abs=5e-5)
    assert told["closure_undirected"].value == pytest.approx(transitivity, abs=5e-5)
    assert told["isolates"].value == isolates
    assert told["components"].value == components
    assert told["team_assortativity"].value == pytest.approx(assortativity, abs=5e-5)
    assert len(result.names.teams) == 12
    assert result.digest == run(result.scenario, seed=1).digest


FRIENDS = """
schema: 1
calendar: {{weeks: 8}}
values: [{{name: abstinence}}]
practices: {{domains: 6, options: 3}}
organisations: [{{name: school}}]
tables:
  roster: nodes.csv
  ties: friendship_w{wave}.csv
  survey: nodes.csv
  survey_items: {{abstinence: [alcohol_w{wave}]}}
  survey_scale: {{low: 1, high: 5}}
"""

# ties, density, reciprocity, transitivity (undirected), isolates, Moran's I of alcohol
WAVES = {
    1: (113, 0.0461, 0.6903, 0.4229, 3, 0.4331),
    2: (116, 0.0473, 0.6034, 0.3457, 2, 0.3978),
    3: (122, 0.0498, 0.7377, 0.5182, 3, 0.4258),
}


@pytest.mark.parametrize("wave", WAVES)
def test_friends(shared_data: Path, wave: int) -> None:
    result = run(load_text(FRIENDS.format(wave=wave), name="friends", folder=shared_data / "s50"), seed=1)
    ties, density, reciprocity, transitivity, isolates, moran = WAVES[wave]
    assert int(result.founding.clock[1]) == 50
    assert int(result.founding.tie_count.sum()) == ties
    told = final_measures(result.founding)
    assert told["density"].value == pytest.approx(density, abs=5e-5)
    assert told["reciprocity"].value == pytest.approx(reciprocity, abs=5e-5)
    assert told["closure_undirected"].value == pytest.approx(transitivity, abs=5e-5)
    assert told["isolates"].value == isolates
    assert told["value_moran"].value == pytest.approx(moran, abs=5e-4)
