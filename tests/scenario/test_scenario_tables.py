"""Real people from tables: they equal what the READMEs of the data print."""

from __future__ import annotations

from pathlib import Path

import pytest

from lcsim.part import Faults
from lcsim.scenario import FoundingTables, Scenario, describe, dump, load, load_tables, load_text

WORKPLACE = """\
values: [care, order]
tables:
  roster: nodes.csv
  ties: contacts_daily.csv
  columns: {team: department, weight: seconds}
  undirected: true
"""
SCHOOL = """\
values: [drinking]
tables:
  roster: nodes.csv
  ties: friendship_w1.csv
  survey: nodes.csv
  survey_scale: {low: 1, high: 5}
  survey_items: {drinking: [alcohol_w1]}
"""


def tables_of(scenario: Scenario) -> FoundingTables:
    tables = load_tables(scenario)
    assert tables is not None
    return tables


@pytest.mark.parametrize(
    ("options", "pairs", "isolates"),
    [
        ("", 4274, 15),
        ("  threshold: 300\n", 941, 20),
        ("  day: 1\n", 1485, 56),
        ("  day: [10]\n", 366, 111),
    ],
)
def test_workplace_network_equals_its_readme(shared_data: Path, options: str, pairs: int, isolates: int) -> None:
    folder = shared_data / "sociopatterns_workplace_InVS15"
    scenario = load_text(WORKPLACE + options, name="workplace", folder=folder)
    tables = tables_of(scenario)
    assert len(tables) == 232
    assert tables.ties is not None
    assert len(tables.ties) == 2 * pairs
    assert tables.isolates == isolates
    (organisation,) = scenario.organisations
    sizes = {team.name: sum(people.count for people in team.people) for team in organisation.teams}
    assert (len(sizes), sizes["DMI"], sizes["DG"]) == (12, 60, 2)
    assert (len(tables.ties) / (232 * 231)) == pytest.approx({4274: 0.1595, 941: 0.0351}.get(pairs, 0), abs=5e-5) or (
        pairs not in (4274, 941)
    )


def test_contacts_of_a_pair_are_added_up_both_ways(shared_data: Path) -> None:
    folder = shared_data / "sociopatterns_workplace_InVS15"
    ties = tables_of(load_text(WORKPLACE, folder=folder)).ties
    assert ties is not None
    weights = sorted(weight for i, j, weight in ties if i < j)
    assert (weights[len(weights) // 2], round(sum(weights) / len(weights)), weights[-1]) == (60, 366, 26040)
    assert {(j, i, weight) for i, j, weight in ties} == set(ties)


def test_s50_equals_its_readme(shared_data: Path) -> None:
    scenario = load_text(SCHOOL, name="school", folder=shared_data / "s50")
    tables = tables_of(scenario)
    assert tables.ties is not None
    assert tables.values is not None
    assert (len(tables), len(tables.ties), tables.isolates) == (50, 113, 3)
    both = {(i, j) for i, j, _ in tables.ties}
    assert sum((j, i) in both for i, j in both) / len(both) == pytest.approx(0.6903, abs=5e-5)
    mean = sum(row[0] for row in tables.values if row[0] is not None) / 50
    assert 1 + 4 * mean == pytest.approx(2.88)
    assert [team.name for team in scenario.organisations[0].teams] == ["all"]


def test_own_organisation_is_read_and_mapped() -> None:
    scenario = load("own_organisation")
    tables = tables_of(scenario)
    assert len(tables) == 20
    assert set(tables.teams) == {"reception", "workshop", "design"}
    assert tables.isolates == 1
    assert tables.values is not None
    assert all(value is not None and 0 <= value <= 1 for row in tables.values for value in row)
    koen = tables.ids.index("koen")
    colleagues = [
        row[0]
        for i, row in enumerate(tables.values)
        if tables.teams[i] == "reception" and i != koen and row[0] is not None
    ]
    assert tables.values[koen][0] == pytest.approx(sum(colleagues) / len(colleagues))


def write(folder: Path, **tables: str) -> Path:
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


PEOPLE = "id,team\na,x\nb,x\nc,y\nd,y\n"
SURVEY = "id,q1,q2\na,1,7\nb,7,1\nc,4,\nd,,\n"
TEXT = """\
values: [care]
tables: {{roster: people.csv, survey: values.csv, missing: {rule}, reverse_coded: [q2],
  survey_items: {{care: [q1, q2]}}}}
"""


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("mean", [0.0, 1.0, 0.5, 0.5]),
        ("team_mean", [0.0, 1.0, 0.5, 0.5]),
        ("formative", [0.0, 1.0, 0.5, None]),
        ("drop", [0.0, 1.0, 0.5]),
    ],
)
def test_rules_for_missing_answers(tmp_path: Path, rule: str, expected: list[float | None]) -> None:
    folder = write(tmp_path, people=PEOPLE, values=SURVEY)
    scenario = load_text(TEXT.format(rule=rule), folder=folder)
    values = tables_of(scenario).values
    assert values is not None
    assert [row[0] for row in values] == expected
    heads = sum(people.count for team in scenario.organisations[0].teams for people in team.people)
    assert heads == len(expected)


def test_team_mean_falls_back_to_all_only_where_nobody_of_the_team_answered(tmp_path: Path) -> None:
    survey = "id,q1,q2\na,1,7\nb,,\nc,7,1\nd,,\n"
    folder = write(tmp_path, people=PEOPLE.replace("d,y", "d,z"), values=survey)
    values = tables_of(load_text(TEXT.format(rule="team_mean"), folder=folder)).values
    assert values is not None
    assert [row[0] for row in values] == [0.0, 0.0, 1.0, 0.5]


def test_dropped_people_take_their_ties_with_them(tmp_path: Path) -> None:
    folder = write(tmp_path, people=PEOPLE, values=SURVEY, ties="source,target\na,d\nd,b\na,b\n")
    text = TEXT.format(rule="drop").replace("survey:", "ties: ties.csv, survey:", 1)
    assert tables_of(load_text(text, folder=folder)).ties == ((0, 1, 1.0),)


def test_delimiters_byte_order_mark_and_decimal_comma(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("\ufeffid;team\na;x\nb;x\n", encoding="utf-8")
    write(tmp_path, values="id\tq1\nb\t2.5\na\t4\n", ties="source;target;weight\na;b;0,5\na;b;1,0\nb;a;0,5\n")
    text = (
        "values: [care]\ntables: {roster: people.csv, ties: ties.csv, survey: values.csv, threshold: 1,\n"
        "  survey_scale: {low: 1, high: 4}, survey_items: {care: [q1]}}\n"
    )
    tables = tables_of(load_text(text, folder=tmp_path))
    assert tables.values == ((1.0,), (0.5,))
    assert tables.ties == ((0, 1, 1.5),)


def test_roles_groups_and_organisations_of_the_roster(tmp_path: Path) -> None:
    write(
        tmp_path,
        people="id,organisation,team,role,group,joined,leader\n"
        "a,north,x,staff,nurses,-10,\nb,north,x,staff,,,yes\nc,south,x,Student,,-2,no\n",
    )
    text = (
        "values: [care]\ntables: {roster: people.csv}\n"
        "organisations:\n  - name: north\n    control: .2\n"
        "    teams: [{name: x, people: [{name: nurses, openness: .6}]}]\n"
    )
    scenario = load_text(text, folder=tmp_path)
    tables = tables_of(scenario)
    assert tables.roles == ("staff", "leader", "student")
    assert tables.groups == ("nurses", "leader", "student")
    assert tables.joined == (-10, None, -2)
    north, south = scenario.organisations
    assert (north.control, south.control) == (0.2, 0.4)
    assert north.teams[0].people[0].openness == 0.6
    assert south.teams[0].people[0].stay == 20


def test_another_table_than_before_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, people=PEOPLE)
    scenario = load_text("values: [care]\ntables: {roster: people.csv}\n", folder=folder)
    assert scenario.tables is not None
    assert len(scenario.tables.digests["roster"]) == 64
    text = dump(scenario)
    assert load_text(text, folder=folder) == scenario
    write(folder, people=PEOPLE.replace("c,y", "c,x"))
    with pytest.raises(Faults, match="SHA-256 has changed"):
        load_tables(scenario)
    with pytest.raises(Faults, match="SHA-256 has changed"):
        load_text(text, folder=folder)


def test_no_machine_path_and_no_person_is_in_the_complete_form(tmp_path: Path) -> None:
    folder = write(tmp_path, people="id,team\nannabelle,x\n")
    text = dump(load_text("values: [care]\ntables: {roster: people.csv}\n", folder=folder))
    assert str(tmp_path) not in text
    assert "annabelle" not in text


def test_a_scenario_without_tables_has_none() -> None:
    assert load_tables(load("nursing_home")) is None


def test_undirected_pairs_are_added_up_from_both_ends(tmp_path: Path) -> None:
    folder = write(tmp_path, people=PEOPLE, ties="source,target,weight\nb,a,2\na,b,1\nc,d,2\n")
    text = "values: [care]\ntables: {roster: people.csv, ties: ties.csv, threshold: 3, undirected: true}\n"
    assert tables_of(load_text(text, folder=folder)).ties == ((0, 1, 3.0), (1, 0, 3.0))
    directed = tables_of(load_text(text.replace("true", "false").replace("3", "2"), folder=folder))
    assert directed.ties == ((1, 0, 2.0), (2, 3, 2.0))


def test_less_than_half_of_the_questions_is_no_answer(tmp_path: Path) -> None:
    folder = write(tmp_path, people=PEOPLE, values="id,q1,q2,q3\na,1,,\nb,7,,7\nc,4,4,4\nd,NA,-,nvt\n")
    text = TEXT.format(rule="formative").replace("[q1, q2]", "[q1, q2, q3]").replace("reverse_coded: [q2], ", "")
    values = tables_of(load_text(text, folder=folder)).values
    assert values == ((None,), (1.0,), (0.5,), (None,))


def test_members_are_the_seats_of_the_complete_scenario() -> None:
    scenario = load("own_organisation")
    members = tables_of(scenario).members
    heads = {
        (organisation.name, team.name, people.name): people.count
        for organisation in scenario.organisations
        for team in organisation.teams
        for people in team.people
    }
    assert {group: len(indices) for group, indices in members.items()} == heads


def test_newcomers_bring_what_their_group_answered_unless_said_otherwise(tmp_path: Path) -> None:
    folder = write(tmp_path, people=PEOPLE, values="id,q1,q2\na,1,7\nb,4,4\nc,4,\nd,,\n")
    text = TEXT.format(rule="formative")
    text += "organisations: [{name: us, teams: [{name: y, people: [{name: staff, values: {care: .9}}]}]}]\n"
    scenario = load_text(text, folder=folder)
    teams = {team.name: team.people[0].values["care"] for team in scenario.organisations[0].teams}
    assert teams == {"x": 0.25, "y": 0.9}
    assert scenario.origins["organisations.us.teams.x.people.staff.values.care"].origin == "estimated"


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_how_tables_are_read_is_described(lang: str) -> None:
    text = describe(load("own_organisation"), lang)
    for line in (
        '- `columns`: {"weight": "times_a_week"}',
        "- `threshold`: 2 [",
        '- `survey_scale`: {"low": 1.0, "high": 7.0}',
        '- `reverse_coded`: ["q2"]',
        '- `missing`: "team_mean"',
    ):
        assert line in text, line
    assert "`undirected`" not in text, "which is at its starting value"


def test_people_who_all_answer_the_same_are_the_same(tmp_path: Path) -> None:
    """Means of items, and means in the place of missing answers, add no rounding: nothing may be found in that."""
    answers = ["9.1,9.1,9.1", "9.1,9.1,", ",9.1,9.1", ",,"] * 7 + ["9.1,9.1,9.1"]
    (tmp_path / "people.csv").write_text("id\n" + "".join(f"p{i}\n" for i in range(len(answers))))
    (tmp_path / "values.csv").write_text(
        "id,q1,q2,q3\n" + "".join(f"p{i},{given}\n" for i, given in enumerate(answers))
    )
    text = """
values: [care]
tables:
  roster: people.csv
  survey: values.csv
  survey_scale: {low: 0, high: 10}
  survey_items: {care: [q1, q2, q3]}
  missing: mean
"""
    values = tables_of(load_text(text, folder=tmp_path)).values
    assert values is not None
    assert len({row[0] for row in values}) == 1
    assert values[0][0] == pytest.approx(0.91)
