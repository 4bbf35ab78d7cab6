"""``--set`` and ``--with``: any number by its path, all mistakes at once."""

from __future__ import annotations

import pytest

from lcsim.part import Fault, Faults
from lcsim.scenario import Scenario, apply_set, apply_with, draft, load, resolve
from lcsim.scenario.read import one_word, read_yaml
from lcsim.scenario.tree import Collected


def after(*settings: str, scenario: str = "nursing_home") -> Scenario:
    return resolve(apply_set(draft(scenario), settings))


def faults(*settings: str, scenario: str = "nursing_home") -> tuple[Fault, ...]:
    with pytest.raises(Faults) as caught:
        after(*settings, scenario=scenario)
    return caught.value.faults


def test_a_word_by_itself_is_what_the_reader_makes_of_it() -> None:
    words = ("0", "-3", "007", ".5", "1.", "0.25", "1e-05", "-2.5E+3", "1.2.3", "12e", "true", "True", "yes", "null_",
             "creative", '"creative"', '"true"', '"12"', "_x", "0x1F", "0b1", "1_000", "1e400", "Null", "été")  # fmt: skip
    quick = 0
    for text in words:
        found = one_word(text)
        if found is not None:
            read = read_yaml(text, "file", Collected())
            assert (found.value, type(found.value)) == (read.value, type(read.value)), text
            quick += 1
    assert quick > 15
    assert one_word("1e400") is None  # the reader has the words for what is wrong
    assert one_word("Null") is None
    assert one_word("- 1") is None
    assert one_word('"a\\n"') is None


def test_nothing_set_changes_nothing() -> None:
    assert after() == load("nursing_home")


def test_by_name_and_by_position() -> None:
    for path in ("organisations.de_wever.control", "organisations[0].control"):
        scenario = after(f"{path}=.25")
        assert scenario.organisations[0].control == 0.25
        assert scenario.origins["organisations.de_wever.control"].origin == "assumed"
    scenario = after("environment.disturbances[0].week=5", "values.order.wording=tidiness")
    assert scenario.environment.disturbances[0].week == 5
    assert scenario.values[3].wording == "tidiness"
    assert scenario.values[2] == load("nursing_home").values[2]


def test_deep_inside_named_things() -> None:
    scenario = after("organisations.de_wever.teams.cherry.people.students.count=3")
    linden, cherry = scenario.organisations[0].teams
    assert (linden.people[3].count, cherry.people[3].count) == (7, 3)
    scenario = after("practices.domains.meals.options.cooking_on_the_unit.expresses.order=.5")
    assert scenario.practices.domains[1].options[1].expresses == {"person_centredness": 0.9, "order": 0.5}


def test_what_is_left_out_can_be_set() -> None:
    scenario = after("founding.safety=.3", "record.cadence=4", "measures=[level, quality]")
    assert scenario.organisations[0].teams[0].safety == 0.3
    assert scenario.record.cadence == 4
    assert scenario.measures == ("level", "quality")


def test_rules_by_phase_and_by_name() -> None:
    scenario = after("rules.influence=mutual_compromise", "rules.influence.mu=.02", "rules.trust=off")
    assert scenario.rules["mutual_compromise"]["on"]
    assert scenario.rules["mutual_compromise"]["mu"] == 0.02
    assert not scenario.rules["bounded_influence"]["on"]
    assert not scenario.rules["trust"]["on"]
    assert after("rules.deliberation.beta_values=3").rules["deliberation"]["beta_values"] == 3.0


def test_null_removes() -> None:
    scenario = after("communities.cherry_unit=null", "communities.linden_unit=null", "organisations.de_wever.control=")
    assert scenario.communities == ()
    assert scenario.organisations[0].control == 0.4


def test_a_named_thing_can_be_replaced() -> None:
    scenario = after("organisations.de_wever.teams.cherry={people: 4}")
    assert scenario.organisations[0].teams[1].name == "cherry"
    assert scenario.organisations[0].teams[1].people[0].count == 4


def test_all_mistakes_at_once_with_the_nearest_name() -> None:
    told = {fault.where: fault for fault in faults("organisations.de_weever.control=.3", "calender.weeks=3", "weeks")}
    assert told["organisations.de_weever.control"].cure == "did you mean 'de_wever'?"
    assert told["calender.weeks"].cure == "did you mean 'calendar'?"
    assert told[""].what == "must be path=value"
    told = {fault.where: fault for fault in faults("rules.influance.mu=.1", "rules.influence.mu.x=1")}
    assert told["rules.influance.mu"].cure == "did you mean 'influence'?"
    assert "rules.influence.mu.x" in told


def test_ranges_and_types_are_told_with_the_setting() -> None:
    told = faults("organisations.de_wever.control=1.4", "calendar.weeks=long", "rules.influence.mu=-1")
    assert sorted(fault.what for fault in told) == [
        "must be a whole number, got 'long'",
        "must be at least 0, got -1",
        "must be at most 1, got 1.4",
    ]
    assert {fault.file for fault in told} == {
        "--set organisations.de_wever.control=1.4",
        "--set calendar.weeks=long",
        "--set rules.influence.mu=-1",
    }


@pytest.mark.parametrize(
    "setting",
    [
        "calendar.weeks.x=1",
        "organisations[9].control=.1",
        "organisations[99999999999999999999].control=.1",
        "environment.disturbances.first.week=1",
        "title=[",
        "title=.nan",
        "=3",
        "rules=off",
    ],
)
def test_paths_that_lead_nowhere(setting: str) -> None:
    assert faults(setting)


def test_organisations_that_only_the_roster_knows_can_be_set() -> None:
    path = "organisations.workplace.teams.design.safety"
    scenario = after(f"{path}=.1", scenario="own_organisation")
    assert {team.name: team.safety for team in scenario.organisations[0].teams}["design"] == 0.1
    assert faults("organisations.workplace.teams.desing.safety=.1", scenario="own_organisation")[0].cure.endswith(
        "'design'?"
    )


def added(*additions: str) -> Scenario:
    return resolve(apply_with(draft("nursing_home"), additions))


def test_with_adds_interventions() -> None:
    scenario = added("enabling_leadership:start=20,dose=.5", "facilitated_dialogue:interval=4,team=linden|cherry")
    first, second = scenario.interventions
    assert (first.kind, first.start, first.dose) == ("enabling_leadership", 20, 0.5)
    assert second.parameters["interval"] == 4
    assert second.who.teams == ("linden", "cherry")
    both = added("enabling_leadership:start=20+facilitated_dialogue")
    assert [item.kind for item in both.interventions] == ["enabling_leadership", "facilitated_dialogue"]
    twice = added("enabling_leadership", "enabling_leadership:start=50")
    assert [item.name for item in twice.interventions] == ["enabling_leadership", "enabling_leadership_2"]


def test_set_reaches_what_with_added() -> None:
    changed = apply_set(
        apply_with(draft("nursing_home"), ["facilitated_dialogue"]),
        ["interventions.facilitated_dialogue.interval=6"],
    )
    assert resolve(changed).interventions[0].parameters["interval"] == 6


def test_mistakes_of_with_are_told_all_at_once() -> None:
    with pytest.raises(Faults) as caught:
        added("enabling_leadershp", "enabling_leadership:dos=.5", "facilitated_dialogue:4")
    cures = [fault.cure for fault in caught.value.faults]
    assert "did you mean 'enabling_leadership'?" in cures
    assert "did you mean 'dose'?" in cures
    assert len(cures) == 3
    with pytest.raises(Faults, match="'lindn' is not a team"):
        added("enabling_leadership:team=lindn")
    with pytest.raises(Faults, match="must be at most 1, got 2"):
        added("enabling_leadership:dose=2")


def test_a_path_without_steps_is_no_path() -> None:
    told = faults(".=3", "..=x")
    assert [fault.what for fault in told] == ["must be path=value", "must be path=value"]


def test_options_for_all_domains_can_be_set_whatever_was_set_before() -> None:
    """Domains that name options of their own keep them; those that share them get the new ones."""
    base = {
        "values": ["care"],
        "practices": {"domains": 3, "options": 6},
        "organisations": [{"name": "o", "people": 2}],
    }
    for settings in (
        ["practices.options=9"],
        ["practices.domains=5", "practices.options=9"],
        ["calendar.weeks=3", "practices.options=9"],
    ):
        found = resolve(apply_set(draft(base), settings))
        assert {len(domain.options) for domain in found.practices.domains} == {9}, settings
    named = resolve(apply_set(draft("nursing_home"), ["practices.options=[a, b, c, d]"]))
    assert named.practices.domains[0].options[0].name == "by_the_round"


def test_how_many_people_an_organisation_of_one_group_has() -> None:
    few = resolve(apply_set(draft("canon/deffuant"), ["organisations.people.people=50"]))
    (group,) = few.organisations[0].teams[0].people
    assert (group.name, group.count) == ("staff", 50)
    with pytest.raises(Faults, match=r"there are 2 groups of people here(.|\n)*teams.TEAM.people.GROUP.count"):
        apply_set(draft("canon/march_mixed"), ["organisations.mixed.people=50"])


def test_a_star_is_every_item_that_is_there() -> None:
    scenario = after("organisations.*.teams.*.people.*.authority=.2", "communities.*.interval=4", "values.*.wording=x")
    (organisation,) = scenario.organisations
    assert {people.authority for team in organisation.teams for people in team.people} == {0.2}
    assert {community.interval for community in scenario.communities} == {4}
    assert {value.wording for value in scenario.values} == {"x"}
    assert len(after("communities.*=null").communities) == 0
    shown = "\n".join(map(str, faults("organisations.*.teams.*.saftey=.2", "interventions.*.dose=1", "*.weeks=3")))
    assert "did you mean 'safety'?" in shown
    assert "there is nothing here that * could stand for" in shown
    assert "*.weeks" in shown


def test_every_path_of_the_building_blocks_can_be_set_as_it_is_written() -> None:
    from lcsim.scenario.building_blocks import BLOCKS, values_at

    before = load("nursing_home")
    paths = [path for block in BLOCKS for path in block.paths if "*" in path]
    assert len(paths) > 10
    for path in paths:
        value = next(iter(values_at(before, path)), None)
        after(f"{path}={'null' if value is None else value}")


def test_a_position_before_a_star_counts_in_a_mapping_of_names_too() -> None:
    teams = {"north": {"people": 5}, "south": {"people": 4}}
    source = draft({"schema": 1, "name": "x", "values": ["care"], "organisations": {"house": {"teams": teams}}})
    found = resolve(apply_set(source, ["organisations[0].teams.*.safety=.7"]))
    assert [team.safety for team in found.organisations[0].teams] == [0.7, 0.7]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "reflection_cycle:dose=2,strat=3",
            ["reflection_cycle: 'strat' is not a parameter of it", "reflection_cycle.dose: must be at most 1, got 2"],
        ),
        (
            "mandate:dose=3+reflection_cycle:end=-1,interval=0,strat=3",
            [
                "reflection_cycle: 'strat' is not a parameter of it",
                "mandate.dose: must be at most 1, got 3",
                "reflection_cycle.end: must be at least 0, got -1",
                "reflection_cycle.interval: must be at least 1, got 0",
            ],
        ),
        (
            "reflection_cycle:dose=2+mandat",
            ["'mandat' is not an intervention", "reflection_cycle.dose: must be at most"],
        ),
        ("reflection_cycle:dose=.5,strat=3", ["reflection_cycle: 'strat' is not a parameter of it"]),
        (
            "reflection_cycle:dose=0,5,start=2,5",
            ["must be key=value, got '5'\n       = write 0.5", "must be key=value, got '5'\n       = write 2.5"],
        ),
    ],
)
def test_every_fault_of_an_addition_is_told(text: str, told: list[str]) -> None:
    with pytest.raises(Faults) as caught:
        apply_with(draft("nursing_home"), [text])
    found = [str(fault) for fault in caught.value.faults]
    assert len(found) == len(told)
    for one, expected in zip(found, told, strict=True):
        assert expected in one


def test_a_decimal_comma_is_told() -> None:
    (fault,) = faults("organisations.de_wever.control=0,5")
    assert (fault.what, fault.cure) == ("must be a number, got '0,5'", "write 0.5")
