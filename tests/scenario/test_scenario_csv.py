"""Tables as spreadsheet programs, statistics packages and people write them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lcsim.measures.intraclass import icc1
from lcsim.part import Faults
from lcsim.scenario import FoundingTables, load_tables, load_text

PEOPLE = "id,team\n01,x\n02,y\n"
SURVEY = "  survey: values.csv\n  survey_scale: {low: 1, high: 5}\n"


def read(folder: Path, people: str | bytes, ties: str = "", values: str = "", more: str = "") -> FoundingTables:
    given = {"roster": ("people.csv", people), "ties": ("ties.csv", ties), "survey": ("values.csv", values)}
    text = "values: [care]\ntables:\n"
    for key, (name, content) in given.items():
        if content:
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
            if key != "survey":
                text += f"  {key}: {name}\n"
    tables = load_tables(load_text(text + (SURVEY if values else "") + more, folder=folder))
    assert tables is not None
    return tables


def told(folder: Path, people: str | bytes, ties: str = "", values: str = "", more: str = "") -> str:
    with pytest.raises(Faults) as caught:
        read(folder, people, ties, values, more)
    return "\n".join(str(fault) for fault in caught.value.faults)


@pytest.mark.parametrize(
    "people",
    [
        "sep=;\r\nid;team\r\n01;x\r\n02;y\r\n",
        '"sep=,"\nid,team\n01,x\n02,y\n',
        "id;team;;\n01;x;;\n02;y;;\n;;;\n;;;\n",
        '"","id","team"\n"1","01","x"\n"2","02","y"\n',
        "id,team\n01,x,\n02,y,,\n",
        "\ufeff\n\nid\tteam\n\n01\tx\n02\ty\n\n",
    ],
)
def test_what_spreadsheet_programs_add_is_read(tmp_path: Path, people: str) -> None:
    tables = read(tmp_path, people)
    assert (tables.ids, tables.teams) == (("01", "02"), ("x", "y"))


@pytest.mark.parametrize(
    "values", ["id\tcare\n01\t2,5\n02\t5\n", 'id,care\n01,"2,5"\n02,5\n', "id;care\n01;2,5\n02;5\n"]
)
def test_decimal_commas_whatever_delimits(tmp_path: Path, values: str) -> None:
    assert read(tmp_path, PEOPLE, values=values).values == ((0.375,), (1.0,))


def test_what_may_be_thousands_is_no_number(tmp_path: Path) -> None:
    ties = 'source,target,weight\n01,02,"1,234"\n'
    assert "ties.csv:2:7: must be a number of at least 0, got '1,234'" in told(tmp_path, PEOPLE, ties)


@pytest.mark.parametrize("nothing", ["", "NA", "#N/B", "n.v.t.", "null", "None"])
def test_ways_to_write_no_answer(tmp_path: Path, nothing: str) -> None:
    assert read(tmp_path, PEOPLE, values=f"id,care\n01,{nothing}\n02,3\n", more="  missing: formative\n").values == (
        (None,),
        (0.5,),
    )


def test_the_same_column_may_have_another_name_in_each_table(tmp_path: Path) -> None:
    people, values = "nr,afdeling\n01,x\n02,y\n", "respondent,care\n02,5\n01,1\n"
    tables = read(tmp_path, people, values=values, more="  columns: {id: nr, team: afdeling, survey.id: respondent}\n")
    assert (tables.teams, tables.values) == (("x", "y"), ((0.0,), (1.0,)))
    plain = read(tmp_path, people, values="id,care\n02,5\n01,1\n", more="  columns: {id: nr, team: afdeling}\n")
    assert plain.values == tables.values


@pytest.mark.parametrize(
    ("people", "message"),
    [
        (b"PK\x03\x04\x14\x00\xff", "people.csv: is a workbook of a spreadsheet program, not CSV"),
        ("id,team\n1,café\n".encode("latin-1"), "people.csv:2:6: is not UTF-8 text"),
        ('id,team\n1,y\n2,"x\n3,z\n', "people.csv:3:1: is not readable as CSV: a quote opens here"),
        ("id,Team\n1,x\n", "people.csv:1:4: unknown column 'Team'"),
        ("id,tem\n1,x\n", "people.csv:1:4: unknown column 'tem'"),
        ("id,team\n1,x,y\n", "people.csv:2:1: has 3 cells; the header has 2"),
    ],
)
def test_what_would_be_read_wrongly_is_told(tmp_path: Path, people: str | bytes, message: str) -> None:
    found = told(tmp_path, people)
    assert message in found
    assert "\n       = " in found, "without a cure"


def test_numbers_of_teams_become_names(tmp_path: Path) -> None:
    tables = read(tmp_path, "id,organisation,team\n1,7,12\n2,7,12\n3,7,b\n")
    assert (tables.organisations[0], tables.teams) == ("organisation_7", ("team_12", "team_12", "b"))
    found = told(tmp_path, "id,team\n1,12\n2,team_12\n3,12\n4,a.b\n")
    assert "people.csv:3:3: '12' and 'team_12' would both be called 'team_12'" in found
    assert "people.csv:5:3: cannot be the name of this team: a name cannot contain ." in found
    assert found.count("people.csv") == 2


def test_where_the_tables_of_a_run_are_is_said(tmp_path: Path) -> None:
    text = f"values: [care]\ntables: {{roster: gone.csv, digests: {{roster: {'a' * 64}}}}}\n"
    with pytest.raises(Faults) as caught:
        load_text(text, folder=tmp_path)
    assert "tables of people are not copied to results" in str(caught.value.faults[0])


def test_a_wrong_answer_is_one_fault_where_answers_are_required(tmp_path: Path) -> None:
    found = told(tmp_path, PEOPLE, values="id,care\n01,9\n02,\n", more="  missing: refuse\n")
    assert "values.csv:2:4: must be on the scale from 1 to 5, got '9'" in found
    assert "people.csv:3:1: tables.missing: '02' has no answer on care" in found
    assert found.count(".csv:") == 2


def test_climate_of_numbered_companies_is_shared_as_published(shared_data: Path) -> None:
    """Bliese, Halverson & Schriesheim (2002): ICC(1) of 2,042 soldiers in 49 companies, as R's multilevel has it."""
    source = shared_data / "multilevel_climate" / "lq2002.csv"
    text = (
        f"values: [lead, task]\ntables: {{roster: {source.name}, survey: {source.name}, columns: {{id: SUB, team: COMPID}},\n"
        "  survey_scale: {low: 1, high: 5}, survey_items: {lead: [LEAD], task: [TSIG]}, missing: refuse}\n"
    )
    tables = load_tables(load_text(text, folder=source.parent))
    assert tables is not None
    answers = np.array(tables.values, np.float64)
    assert answers.shape == (2042, 2)
    assert icc1(answers[:, 0], tables.teams).value == pytest.approx(0.08795622, abs=5e-9)
    assert icc1(answers[:, 1], tables.teams).value == pytest.approx(0.08038400, abs=5e-9)


def crowd(communities: int, dialogues: int, dose: str = "1") -> str:
    listed = "".join(f"  - {{name: c{i}, members: {{teams: [t{i % 2}]}}}}\n" for i in range(communities))
    added = "".join(f"  - {{kind: facilitated_dialogue, name: d{i}, dose: {dose}}}\n" for i in range(dialogues))
    return (
        "values: [care]\norganisations:\n  - name: o\n    teams:\n      - {name: t0, people: [{name: p}]}\n  - name: u\n"
        f"    teams:\n      - {{name: t1, people: [{{name: p}}]}}\ncommunities:\n{listed}interventions:\n{added}"
    )


def test_no_more_series_of_sessions_than_an_organisation_can_hold() -> None:
    assert len(load_text(crowd(60, 2)).communities) == 60
    load_text(crowd(60, 9, dose="0.0"))
    with pytest.raises(Faults, match=r"communities: 'o' is invited to 33 series of sessions") as caught:
        load_text(crowd(60, 3))
    assert len(caught.value.faults) == 1


def test_numbers_that_stand_for_no_answer(tmp_path: Path) -> None:
    more = "  missing: formative\n  missing_codes: [9, -9, 99.0]\n"
    for code in ("9", "-9", "99", "9,0"):
        values = read(tmp_path, PEOPLE, values=f"id;care\n01;{code}\n02;3\n", more=more).values
        assert values == ((None,), (0.5,)), code
    assert "must be on the scale from 1 to 5, got '8'" in told(tmp_path, PEOPLE, values="id,care\n01,8\n", more=more)
    found = told(tmp_path, PEOPLE, values="id,care\n01,8\n02,3\n")
    assert "missing_codes: [8] makes it no answer" in found
    found = told(tmp_path, PEOPLE, values="id,care\n01,1\n02,3\n", more="  missing_codes: [7, 5]\n")
    assert "tables.missing_codes[1]: 5 is an answer on the scale from 1 to 5" in found
    assert "missing_codes[0]" not in found


def test_questions_with_a_scale_of_their_own(tmp_path: Path) -> None:
    items = "  survey_items: {care: [q1, q2, q3]}\n  reverse_coded: [q2]\n"
    scales = "  item_scales: {q2: {low: 0, high: 10}, q3: {low: 1, high: 7}}\n"
    values = "id,q1,q2,q3\n01,5,0,7\n02,1,5,4\n"
    assert read(tmp_path, PEOPLE, values=values, more=items + scales).values == ((1.0,), (pytest.approx(1 / 3),))
    assert "values.csv:2:8: must be on the scale from 1 to 5, got '7'" in told(
        tmp_path, PEOPLE, values=values.replace("01,5,0", "01,5,1"), more=items
    )
    wrong = items.replace("q1, q2, q3", "q1, q1") + "  item_scales: {q2: {low: 7, high: 1}}\n  missing_codes: []\n"
    found = told(tmp_path, PEOPLE, values=values, more=wrong)
    for message in (
        "survey_items.care[1]: 'q1' is here twice",
        "item_scales.q2: 'q2' is no item of the survey",
        "item_scales.q2: low (7) must be below high (1)",
        "reverse_coded[0]: 'q2' is no item of the survey",
    ):
        assert message in found, message


def test_a_question_that_is_not_there_is_told_with_a_cure_that_works(tmp_path: Path) -> None:
    found = told(tmp_path, PEOPLE, values="id,a1\n01,1\n", more="  survey_items: {care: [a1, zeal]}\n")
    assert "there is no column 'zeal'" in found
    assert "survey_items names columns of this table; here: id, a1" in found


@pytest.mark.parametrize("rule", ["mean", "team_mean", "drop"])
def test_a_questionnaire_that_nobody_answered_is_none(tmp_path: Path, rule: str) -> None:
    more = f"  missing: {rule}\n"
    assert "nobody of the roster has an answer on care" in told(tmp_path, PEOPLE, values="id,care\n", more=more)
    assert "nobody of the roster" in told(tmp_path, PEOPLE, values="id,care\n01,\n02,NA\n", more=more)
    assert read(tmp_path, PEOPLE, values="id,care\n", more="  missing: formative\n").values == ((None,), (None,))


def test_ids_that_a_spreadsheet_program_changed_are_recognised(tmp_path: Path) -> None:
    people = "id,team\n007,x\n12,x\nAnna,y\n"
    found = told(tmp_path, people, "source,target\n7,12.0\nanna,\n55,Anna\n")
    for message in (
        "did you mean '007'?",
        "did you mean '12'?",
        "did you mean 'Anna'?",
        "ties.csv:3:6: the id is missing",
    ):
        assert message in found, message
    assert "'55' in the roster\n" in found + "\n"
    assert found.count("did you mean") == 3


def test_whole_numbers_as_pandas_writes_them_and_dutch_roles(tmp_path: Path) -> None:
    people = "id;team;joined;role\n1;x;-174.0;Medewerker\n2;x;;begeleider\n3;x;-3,0;student\n4;x;0.0;leidinggevende\n"
    tables = read(tmp_path, people, "source;target;day\n1;2;1.0\n2;3;2.0\n", more="  day: 2\n")
    assert (tables.joined, tables.roles) == ((-174, None, -3, 0), ("staff", "facilitator", "student", "leader"))
    assert tables.ties == ((1, 2, 1.0),)
    assert "got '-3.5'" in told(tmp_path, "id,joined\n1,-3.5\n")


def test_somebody_unknown_is_told_once_and_a_roster_of_nobody_once_for_all(tmp_path: Path) -> None:
    """With the roster of other people every row of the ties is wrong: that is no reason for a thousand messages."""
    ties = "source,target\n" + "jan,eva\neva,jan\nomar,eva\n" * 500
    with pytest.raises(Faults) as caught:
        read(tmp_path, "id\njan\nmia\n", ties, "id,care\nlou,4\n")
    assert sorted(fault.what for fault in caught.value.faults) == [
        "nobody of the roster has an answer on care",
        "there is nobody with the id 'eva' in the roster (the first of 1500 times)",
        "there is nobody with the id 'lou' in the roster",
        "there is nobody with the id 'omar' in the roster (the first of 500 times)",
    ]
    with pytest.raises(Faults) as caught:
        read(tmp_path, "id\n", ties, "id,care\nlou,4\n")
    assert [fault.what for fault in caught.value.faults] == ["has no people"]


def test_an_accent_of_its_own_is_the_same_letter(tmp_path: Path) -> None:
    """macOS writes e and an accent where others write one sign."""
    found = read(tmp_path, "id\nRene\u0301\nmia\n", values="id,care\nRen\u00e9,5\nmia,1\n")
    assert found.ids == ("Ren\u00e9", "mia")
    assert found.values == ((1.0,), (0.0,))


def test_a_faulty_table_is_called_by_where_it_is_seen_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people = "id,team,role\n01,x,boss\n"
    inside = tmp_path / "mine"
    inside.mkdir()
    monkeypatch.chdir(tmp_path)
    assert told(inside, people).startswith(f"{Path('mine', 'people.csv')}:2:6: 'boss' is not a role")
    monkeypatch.chdir(inside)
    assert told(inside, people).startswith("people.csv:2:6:")
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    assert told(inside, people).startswith(f"{inside.resolve() / 'people.csv'}:2:6:")


@pytest.mark.parametrize(
    ("role", "cure"),
    [
        ("leider", "did you mean 'leader'?"),
        ("medwerker", "did you mean 'medewerker'?"),
        ("docent", "roles are staff, student, leader, facilitator; in Dutch medewerker, leidinggevende, begeleider"),
    ],
)
def test_a_role_that_is_none_gets_one_that_is_near_or_all(tmp_path: Path, role: str, cure: str) -> None:
    assert told(tmp_path, f"id,team,role\n01,x,{role}\n").endswith(f"= {cure}")
