"""JSON Schema of scenario files, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Any

from lcsim.part import ORIGINS
from lcsim.scenario import catalogue
from lcsim.scenario.meanings import meaning
from lcsim.scenario.model import MOST_DOMAINS, MOST_OPTIONS, Scenario

Schema = dict[str, Any]


def json_schema() -> Schema:
    """JSON Schema (draft 2020-12) of a scenario file, short forms and origins included.

    An editor can use it as it is; `lcsim check` sees more (names across sections, tables).
    """
    whole = Scenario.model_json_schema(by_alias=True)
    definitions: Schema = whole.pop("$defs")
    for name, section in definitions.items():
        if name != "Origin":
            _loosen(section)
            for field, shape in section.get("properties", {}).items():
                if told := meaning(name, field):
                    shape["description"] = told
    _loosen(whole)
    whole["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    whole["title"] = "lcsim scenario"
    whole["$defs"] = definitions
    properties = whole["properties"]
    properties["based_on"] = {
        "type": "string",
        "description": "another scenario, of which this tells the differences",
    }
    properties["name"] = {"type": "string", "description": "left out: the name of the file"}
    properties["origins"] = {"type": "object", "additionalProperties": {"$ref": "#/$defs/Origin"}}
    definitions["Origin"]["properties"]["origin"] = {"enum": list(ORIGINS)}
    properties["rules"] = _rules()
    definitions["Intervention"]["properties"]["kind"] = {"enum": list(catalogue.interventions())}
    definitions["Intervention"]["additionalProperties"] = True
    definitions["Tables"]["properties"].pop("folder", None)
    for short in ("Organisation", "Team"):
        people = definitions[short]["properties"].get("people", _named("People"))
        definitions[short]["properties"]["people"] = {"anyOf": [{"type": "integer", "minimum": 0}, people]}
    domains = definitions["Practices"]["properties"]
    for key, stem, least, most in (("domains", "Domain", 1, MOST_DOMAINS), ("options", "Option", 2, MOST_OPTIONS)):
        domains[key] = {"anyOf": [{"type": "integer", "minimum": least, "maximum": most}, _named(stem)]}
    return whole


def _named(section: str) -> Schema:
    """A list of named things, or a mapping of names."""
    ref: Schema = {"$ref": f"#/$defs/{section}"}
    return {
        "anyOf": [
            {"type": "array", "items": {"anyOf": [ref, {"type": "string"}]}},
            {"type": "object", "additionalProperties": {"anyOf": [ref, {"type": "null"}]}},
        ]
    }


def _loosen(section: Schema) -> None:
    """Let a section be a difference: nothing required, null removes, numbers may carry their origin."""
    section.pop("required", None)
    properties: Schema = section.get("properties", {})
    for key, field in list(properties.items()):
        field.pop("default", None)
        items = field.get("items", {})
        if field.get("type") == "array" and "$ref" in items and items["$ref"].endswith(_NAMED):
            properties[key] = _named(items["$ref"].rsplit("/", 1)[-1])
        else:
            properties[key] = _with_origin(field)
    if properties:
        properties["origin"] = {"enum": list(ORIGINS)}
        properties["source"] = {"type": "string"}


_NAMED = ("ValueDimension", "Domain", "Option", "People", "Team", "Organisation", "Community", "Intervention")


def _with_origin(field: Schema) -> Schema:
    number = {"integer", "number"} & {field.get("type", "")} or any(
        choice.get("type") in ("integer", "number") for choice in field.get("anyOf", ())
    )
    if not number:
        return field
    wrapped = {
        "type": "object",
        "properties": {"value": field, "origin": {"enum": list(ORIGINS)}, "source": {"type": "string"}},
        "required": ["value"],
        "additionalProperties": False,
    }
    return {"anyOf": [field, wrapped, {"type": "null"}]}


def _rules() -> Schema:
    switch: Schema = {"anyOf": [{"type": "boolean"}, {"enum": ["on", "off"]}]}
    properties: Schema = {}
    for name, part in catalogue.rules().items():
        fields: Schema = {"on": switch}
        for fact in part.facts():
            field: Schema = {
                "type": "integer" if fact.whole else "number",
                "minimum": fact.lower_bound,
                "description": f"{fact.wording} ({fact.unit}; plausible {fact.low:g} to {fact.high:g})",
                "default": fact.default,
            }
            if fact.upper_bound != float("inf"):
                field["maximum"] = fact.upper_bound
            fields[fact.name] = _with_origin(field)
        for word in part.choices():
            fields[word.name] = {"enum": list(word.words), "description": word.wording, "default": word.default}
        whole = {"type": "object", "properties": fields, "description": part.wording}
        properties[name] = {"anyOf": [switch, whole]}
    for phase, names in catalogue.variants().items():
        chosen: Schema = {"enum": list(names)}
        several = {"type": "array", "items": chosen}
        mapping = {"type": "object", "properties": {"variant": {"anyOf": [chosen, several]}, "on": switch}}
        before = properties.get(phase, {"anyOf": [switch]})["anyOf"]
        properties[phase] = {"anyOf": [chosen, several, *before, mapping]}
    return {"type": "object", "properties": properties, "additionalProperties": False}
