"""What is added shifts nobody else's luck."""

from __future__ import annotations

import numpy as np

from lcsim.simulation import Community, run


def by_key(state, column):
    n = int(state.clock[1])
    return {int(key): np.array(row) for key, row in zip(state.key[:n], getattr(state, column)[:n], strict=True)}


def test_a_person_more_changes_nobody_at_the_founding(variant, small):
    before = run(small, 5, weeks=1).founding
    after = run(variant(("count: 6", "count: 7")), 5, weeks=1).founding
    for column in ("values", "practice", "known", "leaves"):
        old, new = by_key(before, column), by_key(after, column)
        assert len(new) == len(old) + 1
        assert all(np.array_equal(old[key], new[key]) for key in old)


def test_a_person_without_ties_changes_nobody_ever(variant):
    """The newcomer sits in a team of his own, without ties and sessions: everybody else's three years are as before."""
    alone = "      - {name: attic, people: [{name: hermit, count: 1}]}\n"
    off = "\nrules: {code_learning: off, espoused_values: off, tie_dynamics: off, recruitment: {contact: 0}}\n"
    base = variant(
        (
            "communities:\n  - {name: circle, format: dialogue, facilitator: coach}\n",
            "founding: {density_between: 0}\n",
        ),
        extra=off,
    )
    more = variant(
        (
            "communities:\n  - {name: circle, format: dialogue, facilitator: coach}\n",
            alone + "founding: {density_between: 0}\n",
        ),
        extra=off,
    )
    first, second = run(base, 5), run(more, 5)
    for column in ("values", "practice", "known", "energy", "identity", "present"):
        old, new = by_key(first.final, column), by_key(second.final, column)
        assert all(np.array_equal(old[key], new[key]) for key in old), column


def test_order_in_the_file_does_not_matter(variant, small):
    turned = variant(
        ("values: [{name: care}, {name: order}, {name: learning}]", "level: care\nvalues: [{name: learning}, {name: care}, {name: order}]"),
        ("          - {name: nurses, count: 6}\n          - {name: leader, role: leader, count: 1}\n",
         "          - {name: leader, role: leader, count: 1}\n          - {name: nurses, count: 6}\n"),
    )  # fmt: skip
    assert run(turned, 4).digest == run(small, 4).digest


def test_a_rule_switched_off_leaves_every_other_draw(variant):
    """Forgetting, and nothing else, is missing: until somebody would have forgotten, the two runs are equal."""
    without = run(variant(extra="\nrules: {forgetting: off}\n"), 6, weeks=1).final
    never = run(variant(extra="\nrules: {forgetting: {rate: 0}}\n"), 6, weeks=1).final
    assert np.array_equal(without.practice, never.practice)
    assert np.array_equal(without.values, never.values)


LATE = """
interventions:
  - {kind: enabling_leadership, start: 11, end: 14}
  - {kind: facilitated_dialogue, start: 12, end: 16}
"""


def test_an_intervention_changes_nothing_before_it_starts(variant, small):
    assert run(variant(extra=LATE), 7, weeks=10).digest == run(small, 7, weeks=10).digest
    assert run(variant(extra=LATE), 7, weeks=20).digest != run(small, 7, weeks=20).digest


def test_dose_zero_is_bit_equal_to_none(variant, small):
    none = variant(extra=LATE.replace("start: 11", "dose: 0, start: 1").replace("start: 12", "dose: 0, start: 1"))
    assert run(none, 7).digest == run(small, 7).digest


def test_columns_are_restored_after_the_window(variant, small):
    only = variant(extra="\ninterventions: [{kind: enabling_leadership, start: 3, end: 5}]\n")
    community = Community(only, 1)
    seen = []
    for _ in range(8):
        community.begin_week()
        seen.append(float(community.state.control[0]))
        for phase in ("arrivals", "encounters"):
            community.do(phase)
        community.end_week()
    assert seen == [0.4, 0.4, 0.2, 0.2, 0.2, 0.4, 0.4, 0.4]
    assert run(only, 1).final.control[0] == run(small, 1).final.control[0] == 0.4


def test_two_settings_of_one_column_both_count(variant):
    both = variant(
        extra="\ninterventions:\n  - {kind: enabling_leadership, name: a, start: 1, end: 4}\n  - {kind: enabling_leadership, name: b, start: 3, end: 9}\n"
    )
    community = Community(both, 1)
    seen = []
    for _ in range(10):
        community.begin_week()
        seen.append(round(float(community.state.control[0]), 6))
        community.end_week()
    assert seen == [0.2, 0.2, 0.1, 0.1, 0.2, 0.2, 0.2, 0.2, 0.2, 0.4]
