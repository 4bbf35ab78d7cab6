"""The account: opens with what emerged, in two languages, within 80 columns, and ends honestly."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from importlib import import_module

import pytest

import lcsim
from lcsim.docking.target_file import canon_folders
from lcsim.experiment import replicates
from lcsim.part import Faults
from lcsim.report import Study, json_object
from lcsim.report.words import WIDTH, Words
from lcsim.scenario import Scenario, apply_set, draft, load_text, resolve


@pytest.fixture(scope="module")
def one(small):
    return replicates(small, [1], nulls=2, workers=1)


@pytest.fixture(scope="module")
def many(small):
    return replicates(small, range(1, 13), nulls=2, workers=1)


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("runs", ["one", "many"])
def test_within_eighty_columns_and_opens_with_what_emerged(request, runs, lang):
    text = Study(request.getfixturevalue(runs), lang).text("results/small-1/")
    lines = text.splitlines()
    assert max(len(line) for line in lines) <= WIDTH
    assert not [line for line in lines if line != line.rstrip()]
    assert lines[0].startswith("small · ")
    assert lines[lines.index("") + 1] == Words(lang)("emerged_title")
    assert lines[-1].endswith("results/small-1/")
    assert "nan" not in text.lower()


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("runs", ["one", "many"])
def test_a_narrow_terminal_gets_narrow_lines(request, runs, lang):
    study = Study(request.getfixturevalue(runs), lang)
    text = study.text("results/small-1/", width=60)
    assert max(len(line) for line in text.splitlines()) <= 60
    assert study.text(width=20) == study.text(width=60)
    said = "".join(text.split())
    for row in study.account.rows:
        assert Words(lang).span(row.measure, row.over_weeks if runs == "one" else row.end).replace(" ", "") in said


def stopping(*more: str) -> Scenario:
    """The settings of Axelrod 1997 on 25 people: settled after some weeks, with a record of week 0 and of the end."""
    path = next(folder / "axelrod.yaml" for folder in canon_folders())
    people = "organisations.people.teams.people.people.staff.count=25"
    return resolve(
        apply_set(draft(str(path)), [people, "practices.options=5", "rules.random_activation.sweeps=3", *more])
    )


def test_when_time_stopped_is_told_and_only_weeks_of_records_are():
    one, many = (Study(replicates(stopping(), seeds, nulls=0, workers=1)) for seeds in ([1], range(1, 6)))
    week = one.account.stopped[0]
    assert 0 < week < 1000
    assert one.account.shown_weeks == (0, 1000)
    said = " ".join(one.text().split())
    assert f"Time stopped in week {week}, when nothing could change any more" in said
    assert "A week is 75 encounters here" in said
    assert "week 52" not in said
    assert f"in 5 of 5 runs, in weeks {min(many.account.stopped)} to {max(many.account.stopped)}, " in " ".join(
        many.text().split()
    )
    dutch = " ".join(Study(one.found, "nl").text().split())
    assert f"De tijd stopte in week {week}, toen er niets meer kon veranderen" in dutch


def test_a_middle_week_is_one_of_the_records_before_time_stopped():
    every_ten = replicates(stopping("record.cadence=10"), [1], nulls=0, workers=1)
    week = every_ten.done[0].stopped
    middle = min(50, (week - 1) // 10 * 10)
    assert Study(every_ten).account.shown_weeks == tuple(sorted({0, middle, 1000}))


def test_one_run_says_that_it_is_one_course(one):
    text = Study(one).text()
    assert "one run of 16 weeks" in text
    assert "One run shows one course" in text
    assert "range over runs" not in text
    assert "over its weeks" in text


def test_many_runs_give_their_range_and_say_what_it_is(many):
    text = Study(many).text()
    assert "12 runs of 16 weeks · 2 teams, 12 staff, 3 students at a time · seeds 1-12" in " ".join(text.split())
    assert "The ranges hold the middle 80% of runs." in text
    assert "not what we do not know about people" in " ".join(text.split())
    few = replace(many, outcomes=many.outcomes[:3])
    assert "from the lowest to the highest of 3 runs" in " ".join(Study(few).text().split())


def test_headlines_stand_apart_and_are_the_numbers(many):
    study = Study(many)
    for row in study.account.rows:
        line = next(line for line in study.text().splitlines() if line.strip().startswith(row.measure))
        form = f"{row.end.mean:.1f}" if row.measure == "space" else f"{row.end.mean:.2f}".removeprefix("0")
        assert form in line.split()


def test_failures_are_told(many):
    broken = replace(many.outcomes[1], status="failed", error="ValueError: bad luck (x.py:1)")
    found = replace(many, outcomes=(*many.outcomes[:1], broken, *many.outcomes[2:]), asked=12)
    assert "1 of 12 runs failed: seed 2: ValueError: bad luck (x.py:1)" in " ".join(Study(found).text().split())


def test_nothing_emerged_is_said(one):
    nothing = replace(one.outcomes[0], measures={**one.outcomes[0].measures, "emerged": lcsim_result(0.0)}, emerged=())
    assert "Nothing: no practice is now shared" in " ".join(Study(replace(one, outcomes=(nothing,))).text().split())


def lcsim_result(value: float):
    from lcsim.measures import Result

    return Result(value)


def test_the_network_is_told_at_the_start_and_at_the_end(one, many):
    outcome = one.outcomes[0]
    told = " ".join(Study(one).text().split())
    start, end = (Words("en").number(value) for value in (outcome.start("mean_degree"), outcome.value("mean_degree")))
    assert f"Ties per person went from {start} to {end}, density from" in told
    assert "people without any" not in told, "there are none here"
    assert "Ties per person went from" in Study(many).text()
    sparse = replace(outcome, at_start={**outcome.at_start, "density": lcsim_result(0.001)},
                     measures={**outcome.measures, "density": lcsim_result(0.001), "isolates": lcsim_result(2.0)})  # fmt: skip
    told = " ".join(Study(replace(one, outcomes=(sparse,))).text().split())
    assert "density" not in told
    assert "people without any from 0 to 2." in told
    row = next(row for row in Study(many).account.network if row.measure == "density")
    assert f"({Words('en').share(row.end.low)} to {Words('en').share(row.end.high)})" in Study(many).text()


def test_nobody_at_all_has_an_account():
    text = "schema: 1\ncalendar: {weeks: 3}\nvalues: [care]\npractices: {domains: 3, options: 2}\norganisations: []"
    found = replicates(load_text(text, name="empty"), [1], nulls=0)
    told = Study(found).text()
    assert "nobody" in told
    assert "There is no team of two or more people" in told
    assert "–" in told
    json.dumps(json_object(found), allow_nan=False)


def test_numbers_in_both_languages():
    english, dutch = Words("en"), Words("nl")
    assert [english.share(0.784), english.share(1.0), english.share(-0.05)] == [".78", "1.00", "-.05"]
    assert [dutch.share(0.784), dutch.number(4.92)] == ["0,78", "4,9"]
    assert english.number(math.nan) == dutch.percent(math.nan) == "–"
    with pytest.raises(ValueError, match="language"):
        Words("fr")


def test_json_has_the_keys_that_are_promised(many):
    found = json_object(many)
    assert list(found) == ["scenario", "seed", "weeks", "digest", "replicates"]
    assert (found["scenario"], found["seed"], found["weeks"]) == ("small", 1, 16)
    first = found["replicates"][0]
    assert list(first) == ["seed", "digest", "measures", "reasons"]
    assert first["digest"] == many.outcomes[0].digest
    assert first["measures"]["icc1_organisation"] is None
    assert {name for name, value in first["measures"].items() if value is None} == set(first["reasons"])
    json.dumps(found, allow_nan=False)


def test_json_of_one_run_has_its_digest(one):
    assert json_object(one)["digest"] == one.outcomes[0].digest


def test_a_choice_of_measures_limits_tables_not_the_account(small):
    chosen: Scenario = small.model_copy(update={"measures": ("level",)})
    found = replicates(chosen, [1], nulls=0)
    assert list(json_object(found)["replicates"][0]["measures"]) == ["level"]
    assert "There is no team" not in Study(found).text()


def test_a_study_shows_itself(small, tmp_path):
    study = lcsim.run(small, seed=4, replicates=2, workers=1)
    assert str(study).startswith("small · 2 runs")
    assert repr(study).startswith("Study(small, 2 runs of 16 weeks: agreement .")
    assert repr(study).count(" to ") == 4, "several runs have their range"
    assert "\n" not in repr(study)
    assert len(repr(study)) < 200
    assert list(study.runs["seed"]) == [4, 5]
    assert set(study.series["scope"]) == {"all", "organisation", "team", "role"}
    assert study.run.seed == 4
    folder = study.save(tmp_path / "out", plots=False)
    assert (folder / "runs.parquet").is_file()
    assert not (folder / "figures").exists()


def test_one_line_and_a_table_for_notebooks(one, many, small):
    assert repr(Study(one)).startswith("Study(small, one run of 16 weeks: agreement .")
    for found, several in ((one, False), (many, True)):
        for lang in ("en", "nl"):
            table = Study(found, lang)._repr_html_()
            assert table.startswith("<table><caption>small")
            assert table.count("<tr>") == 5
            assert Words(lang)("range_runs" if several else "range_weeks") in table
            assert "nan" not in table
    row = Study(many).account.rows[0]
    assert f"<td>{Words('en').span(row.measure, row.end)}</td>" in Study(many)._repr_html_()
    failed = replace(one, outcomes=(replace(one.outcomes[0], status="failed", error="ValueError: bad <luck>"),))
    assert repr(Study(failed)) == "Study(small, no run done, 1 failed)"
    assert "bad &lt;luck&gt;" in Study(failed)._repr_html_()
    assert repr(many) == "Replicates(small, 12 of 12 runs done)"
    assert repr(small) == str(small) == "Scenario(small, 15 people, 16 weeks)"


def test_a_run_shows_itself_in_one_line_and_as_a_table(one):
    run = one.shown
    assert repr(run).startswith("Run(small, seed 1, week 16: agreement 0.")
    assert "\n" not in repr(run)
    table = run._repr_html_()
    assert table.count("<tr>") == 5
    assert f"<td>{run.weekly('space')[-1]:.2f}</td>" in table
    assert "nan" not in table


def test_a_long_word_is_never_cut():
    """A long name of the headline value goes below the table, not over its edge."""
    long = "what_people_here_call_the_resident_as_a_person_in_full"
    text = f"""
    schema: 1
    calendar: {{weeks: 2}}
    values: [{long}]
    practices: {{domains: 3, options: 2}}
    organisations: [{{name: house, people: 6}}]
    """
    told = Study(replicates(load_text(text, name="small"), [1], nulls=0)).text()
    assert max(len(line) for line in told.splitlines()) <= WIDTH
    assert long.replace("_", " ") in " ".join(told.split())


@pytest.mark.parametrize(("folder", "told"), [(None, "LCSIM_CACHE_DIR"), ("somewhere", "this time only")])
def test_compiling_is_told_as_it_is(small, monkeypatch, folder, told):
    doing = import_module("lcsim.experiment.replicates")  # a function goes by the same name
    telling = import_module("lcsim.report.study")
    monkeypatch.setattr(doing, "is_cold", lambda: True)
    monkeypatch.setattr(doing, "compile_model", lambda _: None)
    monkeypatch.setattr(telling, "cache_folder", lambda: folder)
    said = []
    telling.study(small, [1], weeks=2, nulls=0, say=said.append)
    assert len(said) == 1
    assert told in said[0]


def test_a_picture_that_fails_does_not_lose_the_run(one, tmp_path, monkeypatch):
    import lcsim.plots

    def broken(*_):
        raise ValueError("no ink")

    monkeypatch.setattr(lcsim.plots, "draw_all", broken)
    said = []
    folder = Study(one).save(tmp_path / "out", say=said.append)
    assert (folder / "runs.parquet").is_file()
    assert said == ["Not all figures could be drawn: ValueError: no ink"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"seed": -1}, "seed must be a whole number of at least 0, got -1"),
        ({"seed": 1.5}, "seed must be a whole number of at least 0, got 1.5"),
        ({"replicates": 0}, "replicates must be a whole number of at least 1, got 0"),
        ({"weeks": 0}, "weeks must be a whole number of at least 1, got 0"),
        ({"workers": True}, "workers must be a whole number of at least 1, got True"),
        ({"lang": "fr"}, "language must be one of"),
        ({"settings": "nonsense"}, "--set nonsense: must be path=value"),
        ({"interventions": "nonsense"}, "--with nonsense: 'nonsense' is not an intervention"),
    ],
)
def test_from_python_what_cannot_be_is_refused_before_anything_runs(given, message):
    with pytest.raises((ValueError, Faults), match=message):
        lcsim.run("classroom_small", **given)


def test_teams_are_told_in_the_order_of_the_scenario():
    """Twelve copies by their number, and a team whose name comes last in the alphabet first where it is written first."""
    text = (
        "schema: 1\nvalues: [care, order]\ncalendar: {weeks: 30}\npractices: {domains: 4, options: 3}\n"
        "communities: [{name: circle, members: {}}]\n"
        "organisations:\n  - {name: zeta, teams: [{name: one, people: 3}]}\n"
        "  - {name: firm, count: 11, teams: [{name: shop, people: 3}]}\n"
    )
    found = replicates(load_text(text), [1], nulls=0)
    told = [line.strip() for line in Study(found).text().splitlines()]
    shown = [line for line in told if line.endswith("shop") or line == "one"]
    written = ["one", *(f"firm {n}/shop" for n in range(1, 12))]
    assert len(shown) == 4
    assert shown == sorted(shown, key=written.index)
    few = replicates(load_text(text.replace("count: 11", "count: 2")), [3], nulls=0)
    line = next(line for line in Study(few).text().splitlines() if "one" in line and "firm 1" in line)
    assert line.index("one") < line.index("firm 1") < line.index("firm 2")
    quality = next(line for line in Study(few).text().splitlines()[::-1] if line.startswith("  quality"))
    ends = [few.done[0].weekly("quality", few.names.team_titles.index(t))[-1] for t in ("one", "firm_1/shop")]
    assert [float(cell) for cell in quality.split()[1:3]] == pytest.approx(ends, abs=0.006)
