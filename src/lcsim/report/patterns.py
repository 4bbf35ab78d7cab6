"""The account of patterns: the table of verdicts, every condition, and why something is forced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from lcsim.docking import Verdict, as_json
from lcsim.docking.pattern import SETS_NEEDED, Condition, Pattern, Tried
from lcsim.report.pattern_texts import in_language
from lcsim.report.verdict_table import verdict_table
from lcsim.report.words import WIDTH, Words


def patterns_text(tried: Sequence[Tried], lang: str = "en", width: int = WIDTH) -> str:
    """Table, then every pattern with its conditions."""
    w = Words(lang, width)
    verdicts = [one.verdict() for one in tried]
    lines = [*verdict_table(verdicts, lang, width).splitlines(), ""]
    lines += w.wrap(w("patterns_rule", needed=w.percent(SETS_NEEDED)), indent="")
    for one, verdict in zip(tried, verdicts, strict=True):
        lines += ["", *_details(one, verdict, w)]
    lines += ["", *w.wrap(w("patterns_honest"), indent="")]
    return "\n".join([*lines, ""])


def _details(one: Tried, verdict: Verdict, w: Words) -> Iterator[str]:
    pattern = one.pattern
    yield from w.wrap(f"{pattern.number}. {pattern.dutch if w.lang == 'nl' else pattern.statement}", "", "   ")
    yield from w.wrap(w("patterns_measure", measure=in_language(pattern.measure, w.lang)), indent="   ")
    if not one.estimates:
        yield from w.wrap(w("patterns_missing", what=", ".join(pattern.missing)), indent="   ")
        return
    for at, condition in enumerate(pattern.conditions):
        value, low, high = one.over_sets(at)
        text = w(
            "patterns_condition", statement=in_language(condition.statement, w.lang), wanted=_wanted(condition, w.lang),
            value=w.number(value, 3), low=w.number(low, 3), high=w.number(high, 3),
            share=w.percent(one.condition_share(at)),
        )  # fmt: skip
        yield from w.wrap(text, indent="   - ", hanging="     ")
    if pattern.contained_in:
        yield from w.wrap(w("patterns_contained", rule=in_language(pattern.contained_in, w.lang)), indent="   ")


def _wanted(condition: Condition, lang: str) -> str:
    return condition.wanted.replace(".", ",") if lang == "nl" else condition.wanted


def patterns_list(patterns: Sequence[Pattern], lang: str = "en", width: int = WIDTH) -> str:
    """What is tried, with measure, thresholds and source."""
    w = Words(lang, width)
    lines: list[str] = []
    for pattern in patterns:
        lines += w.wrap(f"{pattern.number}. {pattern.name}", indent="")
        lines += w.wrap(pattern.dutch if lang == "nl" else pattern.statement, indent="   ")
        lines += w.wrap(w("patterns_measure", measure=in_language(pattern.measure, w.lang)), indent="   ")
        for condition in pattern.conditions:
            lines += w.wrap(
                f"{in_language(condition.statement, lang)}: {_wanted(condition, lang)}", indent="   - ", hanging="     "
            )
        lines += w.wrap(f"{pattern.scenario}; {pattern.grade}: {pattern.source}", indent="   ")
        if pattern.contained_in:
            lines += w.wrap(w("patterns_contained", rule=in_language(pattern.contained_in, w.lang)), indent="   ")
        if pattern.second:
            lines += w.wrap(w("patterns_second", what=in_language(pattern.second, w.lang)), indent="   ")
        lines.append("")
    return "\n".join(lines)


def patterns_json(patterns: Sequence[Pattern], tried: Sequence[Tried]) -> dict[str, Any]:
    """What ``--json`` prints: definitions, verdicts, and the estimates of every set."""
    found = {one.pattern.name: one for one in tried}
    return {"patterns": [_as_json(pattern, found.get(pattern.name)) for pattern in patterns]}


def _as_json(pattern: Pattern, one: Tried | None) -> dict[str, Any]:
    data: dict[str, Any] = {
        "number": pattern.number,
        "name": pattern.name,
        "statement": pattern.statement,
        "measure": pattern.measure,
        "scenario": pattern.scenario,
        "grade": pattern.grade,
        "source": pattern.source,
        "contained_in": pattern.contained_in or None,
        "second_registration": pattern.second or None,
        "conditions": [
            {"statement": c.statement, "wanted": c.wanted, "judged_by": "interval" if c.by_interval else "estimate"}
            for c in pattern.conditions
        ],
    }
    if one is None or not one.estimates:
        return data if one is None else data | {"verdict": "untried", "missing": list(pattern.missing)}
    numbers = as_json(one.verdict())
    data |= {key: numbers[key] for key in ("verdict", "got", "interval", "n", "share_of_sets")}
    data["seeds_a_set"] = one.seeds
    for at, condition in enumerate(data["conditions"]):
        condition["mean"], *condition["interval"] = (_plain(number) for number in one.over_sets(at))
        condition["share_of_sets"] = one.condition_share(at)
    data["sets"] = {
        name: [_plain(single.value) for single in row] for name, row in zip(one.sets, one.estimates, strict=True)
    }
    return data


def _plain(value: float) -> float | None:
    """Six figures, the same on every machine; null where there is no number."""
    return float(f"{value:.6g}") if value == value and abs(value) != float("inf") else None
