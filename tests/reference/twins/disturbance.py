"""The demands of the work change in the planned weeks."""

from __future__ import annotations

from tests.reference.community import Community
from tests.reference.luck import name_key
from tests.reference.performance import turn_reality


def week(community: Community) -> None:
    planned = community.state.redraw_week
    while community.state.redraw_count[0] < len(planned):
        if planned[community.state.redraw_count[0]] > community.week:
            break
        at = int(community.state.redraw_count[0])
        luck, share = int(community.state.redraw_key[at]), float(community.state.redraw_share[at])
        turn_reality(community, luck, name_key("disturbance", "reality"), share)
        community.state.redraw_count[0] += 1
        community.landscape.write(community.state.contributions)
