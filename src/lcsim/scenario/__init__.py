"""Scenarios: a short file in, a complete frozen `Scenario` out, or every fault at once."""

from __future__ import annotations

from lcsim.scenario.additions import apply_with
from lcsim.scenario.catalogue import catalogue_names
from lcsim.scenario.describe import describe, plan
from lcsim.scenario.draft import Draft
from lcsim.scenario.dump import as_data, dump
from lcsim.scenario.find import find_scenario, scenario_files
from lcsim.scenario.model import (
    Calendar,
    Community,
    Disturbance,
    Domain,
    Environment,
    Founding,
    Intervention,
    Members,
    Option,
    Organisation,
    People,
    Practices,
    Record,
    Scenario,
    Tables,
    Team,
    ValueDimension,
    Who,
    copies,
)
from lcsim.scenario.new import copied, skeleton
from lcsim.scenario.resolve import check_file, draft, load, load_text, resolve
from lcsim.scenario.schema import json_schema
from lcsim.scenario.settings import apply_set
from lcsim.scenario.tables import FoundingTables, load_tables

__all__ = [
    "Calendar",
    "Community",
    "Disturbance",
    "Domain",
    "Draft",
    "Environment",
    "Founding",
    "FoundingTables",
    "Intervention",
    "Members",
    "Option",
    "Organisation",
    "People",
    "Practices",
    "Record",
    "Scenario",
    "Tables",
    "Team",
    "ValueDimension",
    "Who",
    "apply_set",
    "apply_with",
    "as_data",
    "catalogue_names",
    "check_file",
    "copied",
    "copies",
    "describe",
    "draft",
    "dump",
    "find_scenario",
    "json_schema",
    "load",
    "load_tables",
    "load_text",
    "plan",
    "resolve",
    "scenario_files",
    "skeleton",
]
