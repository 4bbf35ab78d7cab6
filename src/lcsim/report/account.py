"""The account: opens with what emerged, keeps agreement, level and space apart, ends honestly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from lcsim.analysis import Account, HeadlineRow, NetworkRow, Wordings, readable, teams_as_written
from lcsim.experiment import Replicates
from lcsim.report.words import WIDTH, Words

MOST_ITEMS: Final = 6
"""Emerged practices told per team; the rest is counted."""
MOST_TEAMS_TOLD: Final = 4
MOST_OFTEN: Final = 3
MOST_DIFFERING: Final = 4
MOST_TEAMS: Final = 4
NARROWEST: Final = 60
WIDEST_NOTE: Final = 18
"""Characters beside the table of headline measures that always fit."""
HARDLY: Final = 0.8
"""A null that reaches this share of what emerged says that the cause it removes hardly matters."""


def account_text(
    found: Replicates, numbers: Account, lang: str = "en", folder: str = "", plots: bool = True, width: int = WIDTH
) -> str:
    """The account of `found` in `lang`, at most `width` characters wide (80; 60 is the least).

    Parameters
    ----------
    folder
        Where results were put, if anywhere.
    plots
        Whether figures are among them.
    """
    words = Words(lang, max(width, NARROWEST))
    teller = _Teller(found, numbers, words, Wordings(found.scenario, found.names, lang))
    lines = [
        *teller.head(),
        "",
        *teller.emerged(),
        "",
        *teller.table(),
        *teller.differences(),
        "",
        *teller.stop(),
        *teller.end(),
    ]
    if folder:
        lines += words.wrap(words("left" if plots else "left_no_plots", folder=folder))
    return "\n".join([*lines, ""])


class _Teller:
    def __init__(self, found: Replicates, numbers: Account, words: Words, wordings: Wordings) -> None:
        self.found, self.numbers, self.words, self.wordings = found, numbers, words, wordings
        self.one = numbers.runs == 1
        self.order = teams_as_written(found.scenario, found.names)
        self.titles = [readable(title) for title in found.names.team_titles] if numbers.teams <= 100 else []

    def head(self) -> list[str]:
        n, w = self.numbers, self.words
        students = n.roles.get("student", 0)
        staff = sum(n.roles.values()) - students
        people = [w("team") if n.teams == 1 else w("teams", n=n.teams)]
        people += [w("one_of_staff" if staff == 1 else "staff", n=staff)] if staff else []
        people += [w("student" if students == 1 else "students", n=students)] if students else []
        pieces = [
            self.found.scenario.name,
            w("one_run", weeks=n.weeks) if self.one else w("runs", n=n.runs, weeks=n.weeks),
            ", ".join(people) if staff + students else w("no_people"),
            w("seed" if self.one else "seeds", first=n.seeds[0], last=n.seeds[1]),
        ]
        return w.wrap(" · ".join(pieces), indent="")

    # --- what emerged -------------------------------------------------------------------------------------

    def emerged(self) -> Iterator[str]:
        n, w = self.numbers, self.words
        yield w("emerged_title")
        if not n.emerged.defined:
            yield from w.wrap(w("emerged_undefined"))
            return
        if n.emerged.high == 0.0:
            yield from w.wrap(w("emerged_none"))
        elif self.one:
            cases = {"n": round(n.emerged.mean * n.teams), "of": n.domains * n.teams}
            key = "emerged_one" if n.teams == 1 else "emerged_one_teams"
            text = w(key, **cases, domains=n.domains, teams=n.teams)
            yield from w.wrap(text if n.practices else f"{text.rstrip(':')}.")
            yield from self._practices()
        else:
            number = w.number(n.emerged.mean)
            low, high = w.number(n.emerged.low), w.number(n.emerged.high)
            yield from w.wrap(w("emerged", mean=number, of=n.domains, low=low, high=high))
        yield from self._nulls()
        if n.apart.defined:
            text = w("apart_two" if n.teams == 2 else "apart_more", mean=w.percent(n.apart.mean))
            if not self.one:
                text += f" ({w('to', low=w.percent(n.apart.low), high=w.percent(n.apart.high))})"
            yield from w.wrap(f"{text}.")
        if not self.one and n.often:
            items = [
                w("often_item", domain=self.wordings.domain(k), share=w.percent(share))
                for k, share in n.often[:MOST_OFTEN]
            ]
            yield from w.wrap(w("often", items=", ".join(items)))
        yield from w.wrap(w("definition"))

    def _practices(self) -> Iterator[str]:
        w = self.words
        place = {team: at for at, team in enumerate(self.order)}
        listed = sorted(self.numbers.practices, key=lambda p: place[p.team])
        by_team = [(team, list(practices)) for team, practices in groupby(listed, key=lambda p: p.team)]
        for team, told in by_team[:MOST_TEAMS_TOLD]:
            if self.numbers.teams > 1:
                yield f"  {self.titles[team]}" if self.titles else f"  {team}"
            for p in told[:MOST_ITEMS]:
                domain, option = self.wordings.domain(p.domain), self.wordings.option(p.domain, p.option)
                shares = {"before": w.percent(p.before), "now": w.percent(p.now)}
                text = w("emerged_item", domain=domain, option=option, **shares)
                yield from w.wrap(text, "    - ", "      ")
            if len(told) > MOST_ITEMS:
                yield f"      {w('emerged_more', n=len(told) - MOST_ITEMS)}"
        if len(by_team) > MOST_TEAMS_TOLD:
            yield f"  {w('teams_more', n=len(by_team) - MOST_TEAMS_TOLD)}"

    def _nulls(self) -> Iterator[str]:
        n, w = self.numbers, self.words
        defined = {name: null for name, null in n.nulls.items() if null.defined}
        if not defined:
            return
        times = n.teams if self.one else 1  # one run is told in cases, many runs in practices per team
        sentences = [w(name, mean=w.number(null.mean * times)) for name, null in defined.items()]
        runs = min(null.n for null in defined.values())
        sentences.append(w("null_run") if runs == 1 else w("null_runs", n=runs))
        if not self.one and n.emerged.mean > 0.0:
            for name, text in (
                ("nobody_met", "meeting_hardly_matters"),
                ("partners_shuffled", "shuffling_hardly_matters"),
            ):
                if name in defined and defined[name].mean >= HARDLY * n.emerged.mean:
                    sentences.append(w(text))
                    break
        yield from w.wrap(" ".join(sentences))

    # --- the headline measures ----------------------------------------------------------------------------

    def table(self) -> Iterator[str]:
        w, n = self.words, self.numbers
        heads = [w("start") if week == 0 else w("week", week=week) for week in n.shown_weeks]
        heads.append(w("range_weeks" if self.one else "range_runs"))
        rows = [("", heads, "")]
        for row in n.rows:
            cells = [w.headline(row.measure, mean) for mean in row.means]
            cells.append(w.span(row.measure, row.over_weeks if self.one else row.end))
            rows.append((w(row.measure), cells, self._note(row)))
        first, last = max(len(name) for name, _, _ in rows) + 1, max(len(cells[-1]) for _, cells, _ in rows) + 2
        wide = max(9, *(len(head) + 1 for head in heads[:-1]))
        for name, (*numbers, span), note in rows:
            line = f"  {name:<{first}}" + "".join(f"{number:>{wide}}" for number in numbers) + f"{span:>{last}}"
            fits = note and len(line) + 2 + len(note) <= w.width
            yield f"{line}  {note}" if fits else line.rstrip()
        level = self.wordings.dimension(0)
        if level != self._note_of_level():
            yield from w.wrap(w("level_is", wording=level))
        courses = [self._course(row) for row in n.network if row.start.defined and row.end.defined and _told(row)]
        if courses:
            yield from w.wrap(f"{', '.join(courses)}.")

    def _course(self, row: NetworkRow) -> str:
        """A measure of the network at the start and at the end, with its range over runs."""
        decimals = 0 if row.measure == "isolates" and self.one else 1

        def told(value: float) -> str:
            return self.words.share(value) if row.measure == "density" else self.words.number(value, decimals)

        text = self.words(row.measure, start=told(row.start.mean), end=told(row.end.mean))
        if self.one:
            return text
        return f"{text} ({self.words('to', low=told(row.end.low), high=told(row.end.high))})"

    def _note_of_level(self) -> str:
        name = readable(self.found.names.dimensions[0])
        return name if self.words.lang == "en" and len(name) <= WIDEST_NOTE else ""

    def _note(self, row: HeadlineRow) -> str:
        return self._note_of_level() if row.measure == "level" else self.words(f"{row.measure}_note")

    # --- teams --------------------------------------------------------------------------------------------

    def differences(self) -> Iterator[str]:
        n, w = self.numbers, self.words
        if n.teams < 2 or not n.contrasts:
            return
        if not self.one:
            yield ""
            cells = [
                f"{w(c.measure)} {self.words.headline(c.measure, c.apart.mean)}" for c in n.contrasts if c.apart.defined
            ]
            if cells:
                yield w("differing_title")
                yield from w.wrap(f"{w('contrasts')} {', '.join(cells)}.")
            return
        if n.teams > MOST_TEAMS:
            return
        yield ""
        yield w("differing_title")
        if n.differing:
            yield from w.wrap(w("differing", n=len(n.differing), of=n.domains))
        else:
            yield from w.wrap(w("differing_none"))
        for k, options in n.differing[:MOST_DIFFERING]:
            ways = "; ".join(f"{self.titles[team]}: {self.wordings.option(k, options[team])}" for team in self.order)
            yield from w.wrap(f"{self.wordings.domain(k)} – {ways}", "    - ", "      ")
        if len(n.differing) > MOST_DIFFERING:
            yield f"      {w('emerged_more', n=len(n.differing) - MOST_DIFFERING)}"
        wide = min(12, (w.width - 28) // len(self.titles))
        yield f"  {w('by_team'):<26}" + "".join(f"{_short(self.titles[team], wide - 1):>{wide}}" for team in self.order)
        for contrast in n.contrasts:
            cells = [f"{self.words.headline(contrast.measure, contrast.teams[team]):>{wide}}" for team in self.order]
            yield f"  {w(contrast.measure):<26}" + "".join(cells)

    def stop(self) -> Iterator[str]:
        """When time stopped, and how much happens in a week where that is not what a week has elsewhere."""
        n, w, scenario = self.numbers, self.words, self.found.scenario
        if n.stopped:
            low, high = min(n.stopped), max(n.stopped)
            weeks = w("week", week=low) if low == high else w("stopped_weeks", low=low, high=high)
            key = "stopped_one" if self.one else "stopped_runs"
            yield from w.wrap(
                w(key, n=len(n.stopped), of=n.runs, weeks=weeks, why=w(f"stopped_{scenario.calendar.stop.when}"))
            )
        at_random = scenario.rules.get("random_activation", {})
        if at_random.get("on"):
            events = at_random["events"] or at_random["sweeps"] * sum(n.roles.values())
            yield from w.wrap(w("events_of_a_week", n=events))

    def end(self) -> Iterator[str]:
        n, w = self.numbers, self.words
        if n.interrupted:
            yield from w.wrap(w("interrupted", n=n.runs + n.failed, asked=n.asked))
        if n.failed:
            first = self.found.failed[0]
            example = w("failed_one", seed=first.seed, error=first.error)
            yield from w.wrap(w("failed", n=n.failed, asked=n.asked, example=example))
        few = any(row.end.n < 10 for row in n.rows)
        yield from w.wrap(w("honest_one" if self.one else "honest_few" if few else "honest", n=n.runs))


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _told(row: NetworkRow) -> bool:
    """Whether it is worth a word: people without ties where there are some, density where it is not .00."""
    if row.measure == "density":
        return max(row.start.mean, row.end.mean) >= 0.005
    return row.measure != "isolates" or row.start.high > 0.0 or row.end.high > 0.0
