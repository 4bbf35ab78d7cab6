"""The order in which people are shown teams: that of the scenario, so that firm 2 stands before firm 10."""

from __future__ import annotations

from lcsim.scenario.model import Scenario, copies
from lcsim.simulation import Names


def teams_as_written(scenario: Scenario, names: Names) -> tuple[int, ...]:
    """Places in `names` of all teams, in the order of the scenario; copies by their number.

    Columns and tables have teams in the order of their names, which decides nothing and is nobody's.
    """
    written = (
        (own, team)
        for organisation in scenario.organisations
        for own in copies(organisation.name, organisation.count)
        for kind in organisation.teams
        for team in copies(kind.name, kind.count)
    )
    rank = {pair: at for at, pair in enumerate(written)}
    titles = [(names.organisations[o], team) for team, o in zip(names.teams, names.team_organisation, strict=True)]
    return tuple(sorted(range(len(titles)), key=lambda team: rank.get(titles[team], len(rank))))
