"""The demands of the work change in the planned weeks."""

from __future__ import annotations

from tests.reference.community import Community


def week(community: Community) -> None:
    planned = community.state.redraw_week
    while community.state.redraw_count[0] < len(planned):
        if planned[community.state.redraw_count[0]] > community.week:
            break
        community.state.redraw_count[0] += 1
        community.landscape.write(community.state.contributions)
