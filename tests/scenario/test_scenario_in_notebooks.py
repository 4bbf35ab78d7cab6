"""What a notebook shows of a scenario: short, counted rightly, and no mark-up of anybody's."""

from __future__ import annotations

from html.parser import HTMLParser

from lcsim.scenario import Scenario, apply_with, draft, load, load_text, resolve


class Cells(HTMLParser):
    """Texts of cells, two a row."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[str] = []
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: object) -> None:
        assert tag in ("table", "caption", "tr", "th", "td")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def shown(scenario: Scenario) -> tuple[str, dict[str, str]]:
    """Caption, and rows by their first cell."""
    caption, *cells = Cells(scenario._repr_html_()).found
    return caption, dict(zip(cells[::2], cells[1::2], strict=True))


def test_a_scenario_shows_who_is_there_and_what_happens() -> None:
    scenario = resolve(apply_with(draft("nursing_home"), ["mandate:start=20,end=40,dose=.5", "handover"]))
    caption, rows = shown(scenario)
    assert caption == "nursing_home: Two care innovation units in a nursing home"
    assert rows["weeks"] == "156"
    assert rows["organisations"] == "1: de_wever"
    assert rows["teams"] == "2: linden, cherry"
    assert rows["people at the start"] == "36: 18 staff, 14 student, 2 leader, 2 facilitator"
    assert rows["communities"] == "2: linden_unit, cherry_unit"
    assert rows["interventions"] == "mandate from week 20 to 40, dose 0.5; handover from week 0 on"
    on = [name for name, rule in scenario.rules.items() if rule["on"]]
    assert rows["rules"].split(", ") == on
    assert shown(load("nursing_home"))[1]["interventions"] == "none"


def test_copies_are_counted_long_lists_cut_and_signs_escaped() -> None:
    text = (
        "schema: 1\ntitle: <b>a & b</b>\nvalues: [care]\npractices: {domains: 2, options: 2}\n"
        "organisations:\n  - {name: firm, count: 3, teams: [{name: shop, count: 2, people: [{name: p, count: 2000}]}]}\n"
        "  - {name: other, teams: [" + ", ".join(f"{{name: t{n}}}" for n in range(9)) + "]}\n"
    )
    scenario = load_text(text, name="x<y")
    assert "<b>" not in scenario._repr_html_()
    caption, rows = shown(scenario)
    assert caption == "x<y: <b>a & b</b>"
    assert rows["organisations"] == "4: firm, other"
    assert rows["teams"] == "15: shop, t0, t1, t2, t3, t4, t5, t6, and 2 more"
    assert rows["people at the start"] == "12,000: 12,000 staff"
    assert rows["communities"] == "none"
