"""How a newcomer enters a seat: an act shared by the two rules of arrival."""

from __future__ import annotations

import numpy as np

from lcsim.chance import bits, compiled, mix, normal_quantile, stream, stream_key, to_index, to_open_share, uniform
from lcsim.mechanisms.acts import LOG_JOINED, NOBODY, add_tie, clip, note
from lcsim.part.names import ARRIVED, STUDENT
from lcsim.state.columns import NEVER, PEOPLE

STREAM = stream_key("newcomer")
TIES = stream_key("newcomer", "ties")
OPENNESS, SUSCEPTIBILITY = 3000, 3001
"""Draws of a newcomer, beyond those of values and practice."""
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
WORK = 0
MENTORING = 2


@compiled
def differing(mean, spread, draw):  # type: ignore[no-untyped-def]
    """A normal draw around `mean`, from 64 random bits, kept within 0..1; `mean` itself without a spread."""
    if spread > 0.0:
        return clip(mean + spread * normal_quantile(to_open_share(draw)))
    return mean


@compiled
def take_after_group(state, i, group, openness, susceptibility):  # type: ignore[no-untyped-def]
    """How open and how susceptible i is, from 64 random bits for each: as the group is, more or less."""
    state.openness[i] = differing(state.group_openness[group], state.group_openness_spread[group], openness)
    if state.susceptibility.shape[0] > 0:
        state.susceptibility[i] = differing(
            state.group_susceptibility[group], state.group_susceptibility_spread[group], susceptibility
        )


@compiled
def enter(state, rules, seed, week, seat, copy_code):  # type: ignore[no-untyped-def]
    """Fill `seat` with a newcomer who brings values, practice and repertoire; return the row.

    Who the newcomer is depends on the seed and the seat's history alone, not on the week.
    """
    p = rules.recruitment
    i = state.clock[PEOPLE]
    state.clock[PEOPLE] = i + 1
    group = state.seat_group[seat]
    team = state.seat_team[seat]
    organisation = state.team_organisation[team]
    key = mix(state.seat_key[seat] + np.uint64(state.seat_holders[seat]) * GOLDEN)
    state.seat_holders[seat] += 1
    state.seat_row[seat] = i
    start = stream(seed, 0, STREAM)
    domains = state.practice.shape[1]
    dimensions = state.values.shape[1]
    options = state.expression.shape[1]
    state.key[i] = key
    state.seat[i] = seat
    state.role[i] = state.group_role[group]
    state.team[i] = team
    state.organisation[i] = organisation
    state.membership[i] = state.group_membership[group]
    state.joined[i] = week
    state.left[i] = NEVER
    stay = state.group_stay[group]
    state.leaves[i] = week + stay if stay > 0 else NEVER
    state.present[i] = True
    state.energy[i] = p.energy
    state.identity[i] = p.identity
    state.authority[i] = state.group_authority[group]
    take_after_group(state, i, group, bits(start, key, OPENNESS), bits(start, key, SUSCEPTIBILITY))
    state.session_next[i] = 0
    state.tie_count[i] = 0
    for v in range(dimensions):
        z = normal_quantile(to_open_share(bits(start, key, v)))
        x = clip(state.group_values[group, v] + state.group_spread[group] * z)
        state.values[i, v] = x
        state.formative[i, v] = x
    for k in range(domains):
        brought = state.group_practice[group, k]
        if brought < 0:
            brought = to_index(bits(start, key, 1000 + k), options)
        taken = brought
        if state.code[organisation, k] >= 0 and uniform(start, key, 2000 + k) < copy_code:
            taken = state.code[organisation, k]
        state.practice[i, k] = taken
        state.complying[i, k] = False
        state.doing[team, k, taken] += 1
        if state.known.shape[1] > 0:
            state.known[i, k] = (np.uint64(1) << np.uint64(brought)) | (np.uint64(1) << np.uint64(taken))
    state.team_size[team] += 1
    state.events[team, ARRIVED] += 1
    note(state, week, LOG_JOINED, i, NOBODY, NOBODY, NOBODY)
    _introduce(state, p, seed, week, i, key)
    return i


@compiled
def _introduce(state, p, seed, week, i, key):  # type: ignore[no-untyped-def]
    """Onboarding: ties both ways with the `onboarding_ties` team members whose draw is lowest, one of them a mentor
    for a student; and with each colleague of another team with probability `contact`.
    """
    start = stream(seed, 0, TIES)
    wanted = min(p.onboarding_ties, state.tie_to.shape[1])
    chosen = np.empty(wanted, np.int32)
    draws = np.empty(wanted, np.float64)
    found = 0
    team = state.team[i]
    o = state.organisation[i]
    for at in range(state.roll_start[o], state.roll_start[o + 1]):
        j = state.roll[at]
        if not state.present[j] or j == i:
            continue
        if state.team[j] != team:
            if uniform(start, mix(key + state.key[j]), 2) < p.contact:
                greet(state, p, start, week, i, j, WORK)
            continue
        u = to_open_share(mix(mix(start ^ key) + state.key[j]))
        if found == wanted and (wanted == 0 or u >= draws[wanted - 1]):
            continue
        if found < wanted:
            found += 1
        b = found - 1
        while b > 0 and draws[b - 1] > u:
            draws[b] = draws[b - 1]
            chosen[b] = chosen[b - 1]
            b -= 1
        draws[b] = u
        chosen[b] = j
    mentored = state.role[i] != STUDENT
    for b in range(found):
        j = chosen[b]
        kind = WORK
        if not mentored and state.role[j] != STUDENT:
            kind = MENTORING
            mentored = True
        greet(state, p, start, week, i, j, kind)


@compiled
def greet(state, p, start, week, i, j, kind):  # type: ignore[no-untyped-def]
    """Ties both ways between newcomer i and j, each with a trust of its own."""
    pair = mix(state.key[i] + state.key[j])
    there = p.trust_low + (p.trust_high - p.trust_low) * uniform(start, pair, 0)
    back = p.trust_low + (p.trust_high - p.trust_low) * uniform(start, pair, 1)
    add_tie(state, i, j, there, kind, week)
    add_tie(state, j, i, back, kind, week)
