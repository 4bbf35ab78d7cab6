"""The order of the week, as data: which rules run, in which order, and the compiled loop that runs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lcsim.mechanisms import BY_NAME, CATALOGUE, RULES, catalogue
from lcsim.mechanisms.composing import bound
from lcsim.mechanisms.meeting import USUAL, every_meeting_rule, load_generated, variant_code
from lcsim.part import PHASES, Rule
from lcsim.part.names import MEETING_PHASES
from lcsim.scenario.model import Stop
from lcsim.simulation.stopping import (
    CLOSING,
    NEVER_STOPS,
    OPENING,
    RETURN_WHEN_STOPPED,
    RULES_ONLY,
    STOPPED_TOO,
    WHOLE,
    stop_numbers,
    stop_source,
)
from lcsim.state import State
from lcsim.state.parameters import numbers_of, records

WEEKLY_RULES: Final[tuple[str, ...]] = tuple(
    name for phase in PHASES if phase not in MEETING_PHASES for name in RULES[phase]
)
"""Names of the rules that run once a week, in the order of the phases: their codes are their places here."""

CALLS_ROLL: Final = frozenset({"arrivals", "departures"})


@dataclass(frozen=True)
class Step:
    """One rule of a week: compiled (with a code) or plain Python (slow)."""

    name: str
    phase: str
    code: int
    part: Rule


@dataclass(frozen=True)
class Contents:
    """What a compiled week holds: rules of the week, rules of a meeting, and whether time can stop early."""

    weekly: tuple[str, ...]
    meeting: tuple[str, ...]
    stop: str = NEVER_STOPS

    def holding(self, name: str) -> Contents:
        """The same, with one more rule of the week if it lacks."""
        if name in self.weekly:
            return self
        return Contents(tuple(n for n in WEEKLY_RULES if n == name or n in self.weekly), self.meeting, self.stop)


def default_rules(names: Iterable[str]) -> tuple[str, ...]:
    """Those of the rules that are on where a scenario says nothing."""
    return tuple(name for name in names if BY_NAME[name].default)


USUAL_WEEK: Final = Contents(default_rules(WEEKLY_RULES), USUAL)
"""The default rules: compiled together, so that switching one off compiles nothing anew."""

FEW: Final = 0.5
"""Plans with a smaller share of the default rules of the week get a week with their own rules only."""


@dataclass(frozen=True)
class Plan:
    """What a week does: its steps in order, the parameters of all rules (in a table of one row), the variants of a meeting."""

    steps: tuple[Step, ...]
    table: NDArray[np.void]
    meeting: Mapping[str, str | None]
    contents: Contents

    @property
    def rules(self) -> np.void:
        """The parameters of all rules: what compiled rules read."""
        found: np.void = self.table[0]
        return found

    def once_more(self) -> Plan:
        """The same with parameters of its own, for one run."""
        return replace(self, table=np.frombuffer(bytearray(self.table.tobytes()), self.table.dtype))

    def codes(self, phase: str | None = None) -> NDArray[np.int64]:
        """Codes of the compiled steps, of all phases or of one."""
        return np.array(
            [step.code for step in self.steps if step.code >= 0 and (phase is None or step.phase == phase)], np.int64
        )

    def meetings(self, people: int, ties: int) -> int:
        """Meetings of a person in a week, at most on average: `people` in all, with up to `ties` ties each."""
        found = 0
        for step in self.steps:
            settings = step.part.model_dump() if step.phase == "encounters" else {}
            times = max(int(settings.get(name, 0)) for name in ("meetings", "sweeps", "steps"))
            times = max(times, -(-int(settings.get("events", 0)) // max(people, 1)))
            with_whom = {"all_neighbours": min(ties, MANY), "everyone": min(people, MANY)}
            found += times * with_whom.get(settings.get("partners", ""), 1)
        return found

    @property
    def plain(self) -> tuple[Step, ...]:
        """Steps in plain Python: they run between compiled segments, and slowly."""
        return tuple(step for step in self.steps if step.code < 0)


def plan(rules: Mapping[str, Mapping[str, Any]], stop: Stop | None = None) -> Plan:
    """Make the plan of a resolved ``rules`` section: rule name to ``{"on": bool, **parameters}``.

    A rule that is not named is as its catalogue entry says. The order in `rules` does not matter.
    """
    ends = Stop() if stop is None else stop
    known = f"{rules!r} {ends!r}"  # tells 1 from True and 1.0
    made = _made.get(known)
    if made is None or made[0] is not catalogue():
        if len(_made) >= MOST_PLANS:
            _made.clear()
        made = _made[known] = (catalogue(), _plan(rules, ends))
    return made[1].once_more()


MANY: Final = 100
"""Partners of one activation from which most is repetition: rules about many switch once, whoever is looked at."""

MOST_PLANS = 64
_made: dict[str, tuple[tuple[type[Rule], ...], Plan]] = {}
"""Plans made before, for the runs of a study: settings to catalogue and plan."""


def _plan(rules: Mapping[str, Mapping[str, Any]], stop: Stop) -> Plan:
    parts: dict[str, Rule] = {}
    numbers: dict[str, tuple[Any, ...]] = {}
    on: dict[str, bool] = {}
    for part in catalogue():
        settings = dict(rules.get(part.name, {}))
        on[part.name] = bool(settings.pop("on", getattr(part, "default", True)))
        if part.name in BY_NAME:
            parts[part.name], numbers[part.name] = _with_settings(part, **settings)
        else:  # it may have settings that cannot be looked up
            parts[part.name] = part(**settings)
    meeting: dict[str, str | None] = {}
    for phase in MEETING_PHASES:
        chosen = [name for name in RULES[phase] if on[name]]
        if len(chosen) > 1:
            raise ValueError(f"only one rule of phase {phase} can be on, got {', '.join(chosen)}")
        meeting[phase] = chosen[0] if chosen else None
    steps = []
    for phase in PHASES:
        if phase in MEETING_PHASES:
            continue
        for name in RULES[phase]:
            if on[name]:
                steps.append(Step(name, phase, WEEKLY_RULES.index(name), parts[name]))
        for name, rule in parts.items():
            if name not in BY_NAME and rule.phase == phase and on[name]:
                steps.append(Step(name, phase, -1, rule))
    codes = {phase: 0 if name is None else variant_code(name) for phase, name in meeting.items()}
    chosen = [name for name in meeting.values() if name is not None]
    contents = _contents([step.name for step in steps if step.code >= 0], chosen, stop.when)
    strangers = max((_meets_strangers(step.part) for step in steps), default=0)
    return Plan(tuple(steps), records(CATALOGUE, numbers, codes, stop_numbers(stop, strangers)), meeting, contents)


@lru_cache(maxsize=1024, typed=True)
def _with_settings(part: type[Rule], /, **settings: Any) -> tuple[Rule, tuple[Any, ...]]:
    """A rule with its parameters, and these as numbers: points of a study share most of theirs."""
    rule = part(**settings)
    return rule, numbers_of(rule)


def _meets_strangers(part: Rule) -> int:
    """Whether a rule lets people meet without a tie: 0 not, 1 any two, 2 any two who both know something."""
    partners = vars(part).get("partners", "neighbour")
    return 2 if partners.startswith("familiar") else int(partners in ("anyone", "everyone"))


def _contents(weekly: list[str], meeting: list[str], stop: str) -> Contents:
    """The default rules with the variants of the plan, or the rules of the plan alone where they are few."""
    if len(default_rules(weekly)) < FEW * len(USUAL_WEEK.weekly):
        return Contents(tuple(weekly), tuple(meeting), stop)
    return Contents(
        tuple(name for name in WEEKLY_RULES if name in weekly or name in USUAL_WEEK.weekly),
        tuple(name for name in every_meeting_rule() if name in meeting or name in USUAL),
        stop,
    )


def source(contents: Contents = USUAL_WEEK) -> str:
    """Text of the generated module with the compiled week: literal imports, one branch a rule."""
    imports = "\n".join(f"from {bound(name, contents.meeting).__name__} import {name}" for name in contents.weekly)
    branches: list[str] = []
    phase_of = {name: phase for phase, names in RULES.items() for name in names}
    for name in contents.weekly:
        branches.append(f"            {'elif' if branches else 'if'} code == {WEEKLY_RULES.index(name)}:")
        branches.append(f"                {name}(state, rules, seed, week)")
        if phase_of[name] in CALLS_ROLL:
            branches.append("                call_roll_again(state)")
    if not branches:
        branches = ["            pass"]
    stops, preparing, stopping = stop_source(contents.stop, (*contents.weekly, *contents.meeting))
    return f'''"""Written from the catalogue of rules by lcsim.simulation.schedule; do not edit."""
from lcsim.chance import compiled
from lcsim.measures.panel import weekly_panel
from lcsim.mechanisms.roll import call_roll_again
from lcsim.simulation.rows_needed import rows_needed
{imports}
{stops}

@compiled
def weeks(state, rules, codes, seed, week, last, final, cadence, gamma, panel, events, part):
    """Run whole weeks until `last` is done or rows run out, or one part of week `last`; return the week reached.

    Measures are kept every `cadence` weeks and in week `final`: row (week + cadence - 1) // cadence of `panel`.
    """
    while week < last:
        if part == {WHOLE} and rows_needed(state, rules, week + 1) > state.key.shape[0]:
            return week
        week += 1
        if part == {WHOLE} or part == {OPENING}:
            state.clock[0] = week
            for team in range(state.events.shape[0]):
                for kind in range(state.events.shape[1]):
                    state.events[team, kind] = 0
{preparing}        for step in range(codes.shape[0]):
            code = codes[step]
{chr(10).join(branches)}
{stopping}        if part == {WHOLE} or part == {CLOSING}:
            if week < events.shape[0]:
                for team in range(state.events.shape[0]):
                    row = min(team, events.shape[1] - 1)
                    for kind in range(state.events.shape[1]):
                        events[week, row, kind] += state.events[team, kind]
            if panel.shape[0] > 0 and (week % cadence == 0 or week == final{STOPPED_TOO if stopping else ""}):
                weekly_panel(state, week, panel[(week + cadence - 1) // cadence], gamma)
{RETURN_WHEN_STOPPED if stopping else ""}    return week
'''


@cache
def kernel(contents: Contents) -> Any:
    """The compiled week with these contents."""
    return load_generated(source(contents), "week").weeks


_NO_CODES = np.zeros(0, np.int64)
_NO_PANEL = np.zeros((0, 1, 1))
_NO_EVENTS = np.zeros((0, 1, 1), np.int64)


def advance(
    state: State,
    rules: np.void,
    codes: NDArray[np.int64],
    seed: np.uint64,
    week: int,
    last: int,
    final: int,
    cadence: int,
    gamma: float,
    panel: NDArray[np.float64],
    events: NDArray[np.int64],
    contents: Contents = USUAL_WEEK,
) -> int:
    """Run whole weeks after `week` until `last` is done or rows run out; return the week reached.

    Measures are kept every `cadence` weeks and in week `final`: row (week + cadence - 1) // cadence of `panel`
    float64[rows, measures, 1 + teams]; what is counted goes to `events` int64[weeks + 1, teams, kinds].
    """
    weeks = kernel(contents)
    return int(weeks(state, rules, codes, seed, week, last, final, cadence, gamma, panel, events, WHOLE))


def begin_week(state: State, week: int, contents: Contents = USUAL_WEEK) -> None:
    """Set the clock and clear what is counted per week."""
    _part(contents, state, None, _NO_CODES, np.uint64(0), week, OPENING)


def run_rule(
    code: int, state: State, rules: np.void, seed: np.uint64, week: int, contents: Contents | None = None
) -> None:
    """Run the weekly rule with this code (its place in `WEEKLY_RULES`); without `contents`, with the meeting rules of `rules`."""
    if contents is None:
        contents = _contents_of(rules)
    _part(contents.holding(WEEKLY_RULES[code]), state, rules, np.array([code], np.int64), seed, week, RULES_ONLY)


def record(
    state: State,
    week: int,
    final: int,
    cadence: int,
    gamma: float,
    panel: NDArray[np.float64],
    events: NDArray[np.int64],
    contents: Contents = USUAL_WEEK,
    rules: np.void | None = None,
) -> None:
    """Keep what the week counted, and its measures when they are due; `rules` say whether time stops (default: the catalogue's)."""
    weeks = kernel(contents)
    given = _no_rules() if rules is None else rules
    weeks(state, given, _NO_CODES, np.uint64(0), week - 1, week, final, cadence, gamma, panel, events, CLOSING)


def _part(
    contents: Contents,
    state: State,
    rules: np.void | None,
    codes: NDArray[np.int64],
    seed: np.uint64,
    week: int,
    part: int,
) -> None:
    given = _no_rules() if rules is None else rules
    kernel(contents)(state, given, codes, seed, week - 1, week, week, 1, 1.0, _NO_PANEL, _NO_EVENTS, part)


def _contents_of(rules: np.void) -> Contents:
    """The usual week with the variants of a meeting that a record of parameters names."""
    chosen = {phase: int(rules["meeting"][phase]) for phase in MEETING_PHASES}
    named = [RULES[phase][code - 1] for phase, code in chosen.items() if code > 0]
    return _contents(list(USUAL_WEEK.weekly), named, NEVER_STOPS)


@cache
def _no_rules() -> np.void:
    """Parameters where none is read: those of the catalogue."""
    return plan({}).rules
