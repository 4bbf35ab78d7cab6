"""What a scenario must keep across its sections: names that exist, numbers that go together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from lcsim.part.faults import suggest
from lcsim.scenario import catalogue
from lcsim.scenario.aims import complaint_about_aim
from lcsim.scenario.model import MOST_PEOPLE, Network, copies
from lcsim.scenario.network_checks import MOST_TIES, network_faults
from lcsim.scenario.rules_together import rules_together
from lcsim.scenario.series import too_many_series
from lcsim.scenario.shape import Shaped
from lcsim.scenario.spelling import ALIKE, alike
from lcsim.scenario.survey_checks import survey_faults
from lcsim.scenario.tree import Collected, shown

RESERVED = ("value", "origin", "source")


def check(plain: dict[str, Any], shaped: Shaped, faults: Collected) -> None:
    """Look at everything that depends on more than one place; `plain` may lack what had faults of its own."""
    _Checks(plain, shaped, faults).all()


class _Checks:
    def __init__(self, plain: dict[str, Any], shaped: Shaped, faults: Collected) -> None:
        self.plain = plain
        self.shaped = shaped
        self.faults = faults
        self.dimensions = [item["name"] for item in plain.get("values", ()) if "name" in item]
        domains = plain.get("practices", {}).get("domains", ())
        self.options: dict[str, list[str]] = {
            domain["name"]: [option["name"] for option in domain.get("options", ()) if "name" in option]
            for domain in domains
            if "name" in domain
        }
        self.organisations: list[str] = []
        self.teams: list[str] = []
        self.groups: list[str] = []
        self.whole = {"values", "practices", "organisations"} <= set(plain)

    def all(self) -> None:
        self._values()
        self._practices()
        self._environment()
        self._founding()
        self._organisations()
        self._communities()
        self._interventions()
        self._measures()
        self._tables()
        options = max((len(names) for names in self.options.values()), default=0)
        for where, what, cure in rules_together(self.plain, options):
            self.wrong(where, what, cure)
        if not self.faults.found:
            for where, what, cure in too_many_series(self.plain):
                self.wrong(where, what, cure)

    # --- helpers ----------------------------------------------------------------------------------------
    def wrong(self, where: str, what: str, cure: str = "", *, key: bool = False) -> None:
        place = self.shaped.key(where) if key else self.shaped.place(where)
        self.faults.add(place, what, where=where, cure=cure)

    def known(self, name: Any, among: Collection[str], kind: str, where: str, *, key: bool = False) -> bool:
        """Whether a name exists; if not, say so."""
        if not isinstance(name, str) or (name and name in among):
            return True
        choices = list(dict.fromkeys(name for name in among if name))
        if choices or self.whole:
            self.wrong(where, f"{shown(name)} is not {kind} of this scenario", suggest(name, choices), key=key)
        return False

    # --- sections ---------------------------------------------------------------------------------------
    def _values(self) -> None:
        for index, name in enumerate(self.dimensions):
            if name in RESERVED:
                self.wrong(f"values[{index}].name", f"a value dimension cannot be called {shown(name)}")
        for index, dimension in enumerate(self.plain.get("values", ())):
            coupled = dimension.get("coupled", {})
            for name in coupled:
                self.known(name, self.dimensions, "a value dimension", f"values[{index}].coupled.{name}", key=True)
            size = sum(abs(weight) for weight in coupled.values())
            if size > 1.0 + 1e-9:
                what = f"the sizes of these weights must add up to at most 1, so that values stay on their scale, got {size:g}"
                self.wrong(f"values[{index}].coupled", what)
        if self.dimensions:
            self.known(self.plain.get("level"), self.dimensions, "a value dimension", "level")

    def _practices(self) -> None:
        practices = self.plain.get("practices", {})
        domains = practices.get("domains", ())
        numbers = [len(domain["options"]) for domain in domains if "options" in domain]
        for k, domain in enumerate(domains):
            where = f"practices.domains[{k}]"
            count = len(domain.get("options", ()))
            if "options" in domain and count < 2:
                self.wrong(f"{where}.options", f"must have at least 2 options, has {count}")
            elif "options" in domain and count != numbers[0]:
                self.wrong(
                    f"{where}.options",
                    f"must have as many options as the first domain ({numbers[0]}), has {count}",
                )
            for q, option in enumerate(domain.get("options", ())):
                for name in option.get("expresses", ()):
                    inside = f"{where}.options[{q}].expresses.{name}"
                    self.known(name, self.dimensions, "a value dimension", inside, key=True)
        complexity = practices.get("complexity", 0)
        if domains and complexity > len(domains) - 1:
            self.wrong(
                "practices.complexity",
                f"must be at most {len(domains) - 1} (one less than the domains), got {complexity}",
            )

    def _environment(self) -> None:
        for index, disturbance in enumerate(self.plain.get("environment", {}).get("disturbances", ())):
            where = f"environment.disturbances[{index}]"
            last = disturbance.get("last")
            if last is None:
                continue
            if disturbance.get("every") is None:
                self.wrong(f"{where}.last", "is for disturbances that come again", "say every how many weeks: every")
            elif last < disturbance.get("week", 0):
                self.wrong(f"{where}.last", f"must not be before week {disturbance.get('week', 0)}, got {last}")

    def _founding(self) -> None:
        founding = self.plain.get("founding", {})
        low, high = founding.get("trust_low", 0.3), founding.get("trust_high", 0.5)
        if low > high:
            at = "trust_low" if "trust_low" in founding else "trust_high"
            self.wrong(f"founding.{at}", f"trust_low ({low}) must not be above trust_high ({high})")
        option = founding.get("pioneers", {}).get("option", 0)
        fewest = min((len(names) for names in self.options.values()), default=0)
        if fewest and option >= fewest:
            what = f"must be below {fewest}, the options of a domain (the first is 0), got {option}"
            self.wrong("founding.pioneers.option", what)

    def _expanded(self, items: Iterable[dict[str, Any]], where: str) -> Iterator[tuple[int, dict[str, Any], str]]:
        """Named things with the names of their copies; two of the same name are a fault."""
        seen: dict[str, int] = {}
        for index, item in enumerate(items):
            name, count = item.get("name"), item.get("count", 1)
            if name is None:
                continue
            for copy in copies(name, count) if count <= 1000 else (name,):
                if seen.setdefault(copy, index) != index and copy != name:
                    self.wrong(f"{where}[{index}]", f"its copy {shown(copy)} has the name of {where}[{seen[copy]}]")
                yield index, item, copy

    def _organisations(self) -> None:
        organisations = self.plain.get("organisations", ())
        total, ties, squares = 0, 0.0, 0.0
        self._one_spelling(organisations, "organisations")
        for o, organisation in enumerate(organisations):
            where = f"organisations[{o}]"
            self._domain_options(organisation.get("code"), f"{where}.code")
            list(self._expanded(organisation.get("teams", ()), f"{where}.teams"))
            self._one_spelling(organisation.get("teams", ()), f"{where}.teams")
            inside, pairs = 0, 0
            for u, team in enumerate(organisation.get("teams", ())):
                self.teams += [team.get("name", "")]
                self.teams += copies(team.get("name", ""), team.get("count", 1))
                self._one_spelling(team.get("people", ()), f"{where}.teams[{u}].people")
                heads = 0
                for g, people in enumerate(team.get("people", ())):
                    here = f"{where}.teams[{u}].people[{g}]"
                    self.groups.append(people.get("name", ""))
                    heads += people.get("count", 1)
                    for name in people.get("values", ()):
                        self.known(name, self.dimensions, "a value dimension", f"{here}.values.{name}", key=True)
                    self._domain_options(people.get("practice"), f"{here}.practice")
                    stay, cohorts = people.get("stay"), people.get("cohorts", 2)
                    if stay is not None and cohorts > stay:
                        self.wrong(f"{here}.cohorts", f"must be at most the stay ({stay} weeks), got {cohorts}")
                inside += heads * team.get("count", 1)
                pairs += heads * heads * team.get("count", 1)
            total += inside * organisation.get("count", 1)
            ties += self._expected_ties(pairs, inside) * organisation.get("count", 1)
            squares += float(inside) * inside * organisation.get("count", 1)
        for _, item, copy in self._expanded(organisations, "organisations"):
            self.organisations += [item["name"], copy]
        ties += self.plain.get("founding", {}).get("density_across", 0.0) * (float(total) * total - squares)
        self._network(total)
        if total > MOST_PEOPLE:
            self.wrong("organisations", f"must be at most {MOST_PEOPLE} people in all, got {total}")
        elif (
            self._kind_of_network() == "teams"
            and ties > MOST_TIES
            and (self.plain.get("tables") or {}).get("ties") is None
        ):
            what = f"{total} people in teams this large begin with some {ties:.2g} ties; at most {MOST_TIES:.0e} fit"
            cure = "make teams smaller, or lower founding.density_within, density_between or density_across"
            self.wrong("organisations", what, cure)

    def _one_spelling(self, items: Any, where: str) -> None:
        names = [item.get("name", "") for item in items]
        for pair in alike(names):
            written = [f"{where}[{at}].name" for at in pair if f"{where}[{at}].name" in self.shaped.places]
            if written:  # the roster tells its own
                what = f"{shown(names[pair[0]])} and {shown(names[pair[1]])} differ only in capitals or blanks"
                self.wrong(written[0], what, ALIKE)

    def _kind_of_network(self) -> str:
        return str(self.plain.get("founding", {}).get("network", {}).get("kind", "teams"))

    def _network(self, people: int) -> None:
        given = self.plain.get("founding", {}).get("network", {})
        if (self.plain.get("tables") or {}).get("ties") is not None:
            if self._kind_of_network() != "teams":
                what = "ties come from the table; leave the network out"
                self.wrong("founding.network", what, "or leave tables.ties out")
            return
        for key, what in network_faults(Network.model_validate(given), people):
            self.wrong(f"founding.network.{key}", what)

    def _expected_ties(self, pairs: int, people: int) -> float:
        """Ties that the founding will draw: `pairs` within teams, the others between them."""
        founding = self.plain.get("founding", {})
        within, between = founding.get("density_within", 1.0), founding.get("density_between", 0.02)
        return float(within * pairs + between * (people * people - pairs))

    def _domain_options(self, choices: dict[str, str] | None, where: str) -> None:
        for domain, option in (choices or {}).items():
            if self.known(domain, self.options, "a domain", f"{where}.{domain}", key=True) and domain in self.options:
                self.known(option, self.options[domain], f"an option of '{domain}'", f"{where}.{domain}")

    def _members(self, members: dict[str, Any], where: str) -> bool:
        """Whether all that is named exists."""
        good = True
        for index, name in enumerate(members.get("organisations", ())):
            good &= self.known(name, self.organisations, "an organisation", f"{where}.organisations[{index}]")
        for index, name in enumerate(members.get("teams", ())):
            good &= self.known(name, self.teams, "a team", f"{where}.teams[{index}]")
        for index, name in enumerate(members.get("groups", ())):
            good &= self.known(name, self.groups, "a group of people", f"{where}.groups[{index}]")
        return good

    def _communities(self) -> None:
        communities = self.plain.get("communities", ())
        for c, community in enumerate(communities):
            where = f"communities[{c}]"
            self._members(community.get("members", {}), f"{where}.members")
            self.known(community.get("facilitator"), self.groups, "a group of people", f"{where}.facilitator")
            self.known(community.get("ambition"), self.options, "a domain", f"{where}.ambition")
            first, last = community.get("first_week", 1), community.get("last_week")
            if last is not None and last < first:
                self.wrong(f"{where}.last_week", f"must not be before the first session (week {first}), got {last}")

    def _interventions(self) -> None:
        communities = [item.get("name", "") for item in self.plain.get("communities", ())]
        for i, intervention in enumerate(self.plain.get("interventions", ())):
            where = f"interventions[{i}]"
            who = intervention.get("who", {})
            known = self._members(who, f"{where}.who")
            for index, name in enumerate(who.get("communities", ())):
                known &= self.known(name, communities, "a community", f"{where}.who.communities[{index}]")
            part = catalogue.interventions().get(intervention.get("kind", ""))
            if part is not None and known and self.whole:
                what, cure = complaint_about_aim(part, who, self.plain)
                if what:
                    self.wrong(f"{where}.who" if who else f"{where}.kind", what, cure)
            start, end = intervention.get("start", 0), intervention.get("end")
            if end is not None and end < start:
                self.wrong(f"{where}.end", f"must not be before its start (week {start}), got {end}")
            parameters = intervention.get("parameters", {})
            domain, option = parameters.get("domain"), parameters.get("option")
            named = isinstance(option, str) and option != ""
            if isinstance(domain, str) and domain:
                good = self.known(domain, self.options, "a domain", f"{where}.domain")
                if good and named:
                    self.known(option, self.options.get(domain, ()), f"an option of '{domain}'", f"{where}.option")
            elif named:
                self.wrong(f"{where}.option", "an option needs the domain that it is of", "add domain")

    def _measures(self) -> None:
        given = self.plain.get("measures")
        if given is None:
            return
        known = catalogue.measures()
        for index, name in enumerate(given):
            if name not in known:
                self.wrong(f"measures[{index}]", f"{shown(name)} is not a measure", suggest(name, known))

    def _tables(self) -> None:
        tables = self.plain.get("tables") or {}
        for name in tables.get("survey_items", ()):
            self.known(name, self.dimensions, "a value dimension", f"tables.survey_items.{name}", key=True)
        for key in ("ties", "survey"):
            if tables.get(key) is not None and tables.get("roster") is None:
                self.wrong(f"tables.{key}", "needs a roster: the people that it is about", "add tables.roster")
        for where, what, cure in survey_faults(tables, self.dimensions):
            self.wrong(f"tables.{where}", what, cure)
