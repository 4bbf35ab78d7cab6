"""A commented skeleton for ``lcsim new NAME``: complete enough to run, short enough to read."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from lcsim.part import Fault, Faults
from lcsim.scenario.find import find_scenario
from lcsim.scenario.model import Name
from lcsim.scenario.resolve import load

TEXT = """\
# {name}: a scenario for lcsim.
#
#   lcsim check {file}       is it right, and what is its complete form?
#   lcsim describe {file}    everything in words, with all parameters and sources
#   lcsim run {file}         run it
#
# What you leave out takes its starting value. Shares lie between 0 and 1.
# A number may say where it comes from:
#   count: {{value: 11, origin: measured, source: "our staff list"}}   (or estimated, or assumed)
# and `origin:` with `source:` in a section speaks for all its plain numbers.
schema: 1
title: {title}
description: Who they are, and what you want to know.
sources:
  - where the facts below come from

calendar:
  weeks: 156 # three years
  semester: 20

# What people hold dear; the first is the headline of results.
values:
  - name: person_centredness
    wording: the person comes first
    dutch: de mens gaat voor
  - name: learning_together
    wording: learning with and from one another
    dutch: met en van elkaar leren
  - name: order
    wording: order, and getting the work done
    dutch: orde, en het werk af krijgen

# The parts of daily work in which there is more than one way.
# Numbers make unnamed ones; named ones go like this:
#   domains:
#     - name: handover
#       wording: how one shift hands over to the next
#       options:
#         - {{name: read_yourself, expresses: {{order: .8, learning_together: .1}}}}
#         - {{name: round_of_questions, expresses: {{order: .4, learning_together: .9}}}}
practices:
  complexity: 3 # other domains on which the quality of a domain depends
  domains: 12
  options: 4

# New demands make yesterday's good routine less good: when, and which share of what quality depends on.
environment:
  disturbances:
    - {{week: 0, share: .75}}

organisations:
  - name: our_organisation
    control: .4 # steepness of hierarchy
    learning_time: .7 # time granted for learning
    workload: .3 # pressure
    responsiveness: .12 # how readily it takes up what people show
    teams:
      - name: team_a
        people: # role: staff, student, leader or facilitator
          - {{name: staff, role: staff, count: 9}}
          - {{name: leader, role: leader, count: 1}}
          - {{name: students, role: student, count: 6, stay: 20, cohorts: 2}}
      - name: team_b
        people:
          - {{name: staff, role: staff, count: 9}}
          - {{name: leader, role: leader, count: 1}}
          - {{name: coach, role: facilitator, count: 1, values: {{learning_together: .7}}}}

# Who meets besides everyday work: empty members are everybody.
communities:
  - name: learning_community
    members: {{teams: [team_a, team_b]}}
    interval: 2 # weeks
    format: joint_inquiry # or dialogue, creative, reflection, plenary, project
    facilitation: .45 # how well it is facilitated
    facilitator: coach # the group of people that facilitates

# Another theory of a phase, other parameters, or a rule switched off (`lcsim describe` shows all):
# rules:
#   influence: mutual_compromise
#   everyday_work: {{meetings: 5}}
#   forgetting: off

# Something done on purpose:
# interventions:
#   - {{kind: enabling_leadership, start: 52, end: 104, dose: .5}}

# People, ties and values from your own tables: `lcsim new NAME --like own_organisation` makes an example.
# tables: {{roster: people.csv, ties: ties.csv, survey: values.csv}}
"""


def skeleton(name: str) -> str:
    """Text of a new scenario file called `name`.

    Raises
    ------
    Faults
        When the name cannot be the name of a scenario.
    """
    try:
        TypeAdapter(Name).validate_python(name)
    except ValidationError as error:
        what = str(error.errors(include_url=False)[0]["msg"]).removeprefix("Value error, ")
        raise Faults([Fault(f"'{name}' cannot be the name of a scenario: {what.lower()}")]) from None
    title = name.replace("_", " ").replace("-", " ").capitalize()
    return TEXT.format(
        name=name, file=quoted(f"{name}.yaml"), title=title if title[0].isalpha() else f"Scenario {title}"
    )


def quoted(text: str) -> str:
    """A word of a command: between quotes, which every shell takes, where it has blanks."""
    return f'"{text}"' if any(sign.isspace() for sign in text) else text


def copied(scenario: str, name: str) -> tuple[str, dict[str, str]]:
    """Text of a scenario under another name, and its tables by path: they move to a folder called `name`.

    Raises
    ------
    Faults
        When there is no such scenario, or it cannot be run.
    """
    skeleton(name)  # the name is good, and so is what is copied
    found = load(scenario)
    text = find_scenario(scenario).read_text(encoding="utf-8-sig")
    tables: dict[str, str] = {}
    if found.tables is not None:
        for key in ("roster", "ties", "survey"):
            given = getattr(found.tables, key)
            if given is not None:
                path = f"{name}/{Path(given).name}"
                tables[path] = (Path(found.tables.folder) / given).read_text(encoding="utf-8-sig")
                text = re.sub(rf"(?<![\w./-]){re.escape(given)}(?![\w/-])", path, text)
    return text, tables
