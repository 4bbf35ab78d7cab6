"""The default rules as a plain Mesa program tuned by hand to the limit: memoised and inlined.

Nobody writes a model like this to read it. The quality of a way of working and what it expresses are remembered
until somebody switches, the rules of a meeting are written into one loop, ties are parallel lists, tables are lists
with worked-out places, everything is bound to local names, weekly rules that need no order run in one pass, and the
record is a list of rows. It is reported beside the honest program, `plain_mesa`, to show how far care alone gets.

The rules and their order within the week are lcsim's, the numbers and settings those of `plain_mesa`; the random
numbers are its own, so that runs agree in distribution, not bit for bit (``tests/benchmarks`` checks this).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from operator import eq

import mesa
from plain_mesa import (
    ACTIVITY_HALF,
    ACTIVITY_WEIGHT,
    ANCHOR,
    BASE,
    BELONGING,
    BETA_CODE,
    BETA_PEERS,
    BETA_QUALITY,
    BETA_VALUES,
    CLOSURE,
    CO_ATTENDANCE,
    CONTACT,
    COPY_STAFF,
    COPY_STUDENT,
    DELTA,
    DIMENSIONS,
    DOMAINS,
    DRAIN,
    ENERGY_REFERENCE,
    ENERGY_WEIGHT,
    ESPOUSED,
    ETA,
    FADING,
    FAILURE_COST,
    FIRST_TRUST,
    FIT_REFERENCE,
    FIT_WEIGHT,
    FLOOR,
    FORGETTING,
    FREEDOM_WEIGHT,
    GAMMA,
    GROUP_SIZE,
    INERTIA,
    KAPPA,
    LEADER_SHARE,
    LEARNING,
    LONG_AGO,
    MEETINGS,
    MU,
    NEVER,
    NEWCOMER_ENERGY,
    NEWCOMER_IDENTITY,
    NEWCOMER_WEEKS,
    NOVELTY,
    ONBOARDING_HIGH,
    ONBOARDING_LOW,
    ONBOARDING_TIES,
    OPTIONS,
    P1,
    P2,
    PARTNERS,
    RECONSIDERING,
    RECOVERY,
    RHO,
    SAFETY_RATE,
    SAFETY_RESET,
    SESSION_ENERGY,
    SESSION_IDENTITY,
    SESSION_SAFETY,
    SESSION_TRUST,
    SMOOTHING,
    STRANGER_TRUST,
    STUDENT_FACTOR,
    SUCCESS_ENERGY,
    TAU,
    TIPPING_SHARE,
    TRUST_FLOOR,
    TRUST_LEARNED,
    TRUST_WEIGHT,
    VACANCY,
    VISIBILITY,
    WIDENING,
    Group,
    Settings,
)
from plain_mesa_tuned_measures import trust_within, weekly_panel


class Organisation:
    """An organisation: its code, what it says it values, how it governs."""

    def __init__(self, settings: Settings, code: list[int]) -> None:
        self.code = code
        self.control = settings.control
        self.learning_time = settings.learning_time
        self.workload = settings.workload
        self.responsiveness = settings.responsiveness
        self.espoused = [0.5] * DIMENSIONS
        self.teams: list[Team] = []


class Team:
    """A team: its people, its safety, and what is legitimate in it."""

    def __init__(self, organisation: Organisation, settings: Settings) -> None:
        self.organisation = organisation
        self.people: list[Person] = []
        self.safety = settings.safety
        self.activity = 0.0
        self.legitimacy = [[FLOOR] * OPTIONS for _ in range(DOMAINS)]
        for k, option in enumerate(organisation.code):
            self.legitimacy[k][option] = settings.legitimacy
        self.doing = [[0] * OPTIONS for _ in range(DOMAINS)]
        self.leader_left = False
        self.clear_counts()

    def clear_counts(self) -> None:
        self.learned = self.switched = self.against = self.tried = self.succeeded = self.attended = 0


@dataclass
class Seat:
    """A place in a team, held by one person at a time."""

    group: Group
    team: Team
    holder: Person | None = None
    vacant_since: int = 0


class Person(mesa.Agent):
    """Somebody with values, a way of working, a repertoire and ties."""

    def __init__(self, model: LearningCommunity, seat: Seat) -> None:
        super().__init__(model)
        self.seat = seat
        seat.holder = self
        group = seat.group
        self.team = seat.team
        self.organisation = seat.team.organisation
        self.is_student = group.role == "student"
        self.is_leader = group.role == "leader"
        self.authority = group.authority
        self.openness = group.openness
        gauss = model.random.gauss
        self.values = [min(1.0, max(0.0, gauss(group.mean, group.spread))) for _ in range(DIMENSIONS)]
        self.formative = list(self.values)
        self.practice: list[int] = []
        self.known: list[set[int]] = []
        self.complying = [False] * DOMAINS
        self.energy = self.identity = 0.0
        self.joined, self.leaves = LONG_AGO, NEVER
        # ties: parallel lists, and a dictionary from the other to the place in them
        self.friends: list[Person] = []
        self.trust: list[float] = []
        self.kind: list[str] = []
        self.since: list[int] = []
        self.last: list[int] = []
        self.slot: dict[Person, int] = {}
        self.session: list[Person] | None = None
        self.remembered_quality: float | None = None
        self.remembered_pull: list[float] | None = None
        self.team.people.append(self)

    # --- acts ---------------------------------------------------------------------------------------------

    def start_with(self, practice: list[int], known: list[set[int]]) -> None:
        self.practice, self.known = practice, known
        for k, option in enumerate(practice):
            self.team.doing[k][option] += 1

    def fit(self, k: int, option: int) -> float:
        values = self.values
        total = 0.0
        expressed = self.model.expressed[k][option]
        for v, x in expressed:
            total += abs(values[v] - x)
        return 1.0 - total / len(expressed)

    def quality_gain(self, k: int, option: int) -> float:
        way = self.practice
        step = option - way[k]
        gained = 0.0
        for table, reads, weight in self.model.affected[k]:
            place = 0
            for m in reads:
                place = place * OPTIONS + way[m]
            gained += table[place + step * weight] - table[place]
        return gained

    def quality(self) -> float:
        if self.remembered_quality is None:
            way = self.practice
            total = 0.0
            for table, reads in self.model.contributions:
                place = 0
                for m in reads:
                    place = place * OPTIONS + way[m]
                total += table[place]
            self.remembered_quality = total / DOMAINS
        return self.remembered_quality

    def utility(self, k: int, option: int) -> float:
        """Utility of switching without the peers' term."""
        now = self.practice[k]
        u = BETA_QUALITY * self.quality_gain(k, option) + BETA_VALUES * (self.fit(k, option) - self.fit(k, now))
        code = self.organisation.code[k]
        if code == option:
            u += BETA_CODE * self.organisation.control
        elif code == now:
            u -= BETA_CODE * self.organisation.control
        return u

    def share_difference(self, k: int, option: int) -> float:
        doing = self.team.doing[k]
        return (doing[option] - doing[self.practice[k]]) / len(self.team.people)

    def everyday_bracket(self) -> float:
        return (self.team.safety * (1.0 - self.organisation.control)) ** GAMMA

    def session_bracket(self, f: float) -> float:
        s = self.team.safety
        return ((s + f * (1.0 - s)) * (1.0 - self.organisation.control * (1.0 - f))) ** GAMMA

    def acceptability(self, k: int, option: int, bracket: float) -> float:
        legitimacy = self.team.legitimacy[k][option]
        return legitimacy + (1.0 - legitimacy) * bracket

    def enact(self, k: int, option: int) -> None:
        doing = self.team.doing[k]
        doing[self.practice[k]] -= 1
        doing[option] += 1
        self.practice[k] = option
        self.remembered_quality = self.remembered_pull = None

    def switch(self, k: int, option: int, utility: float) -> None:
        self.enact(k, option)
        self.complying[k] = False
        self.team.switched += 1
        if utility < 0.0:
            self.team.against += 1

    def succeed(self, k: int, option: int) -> None:
        self.team.succeeded += 1
        self.energy = min(1.0, self.energy + SUCCESS_ENERGY)
        legitimacy = self.team.legitimacy[k]
        legitimacy[option] += VISIBILITY * (1.0 - legitimacy[option])

    def voice(self, week: int) -> float:
        return self.identity if self.joined > week - NEWCOMER_WEEKS else self.authority

    def add_tie(self, other: Person, trust: float, kind: str, week: int) -> None:
        if other is self or other in self.slot:
            return
        if len(self.friends) < self.model.most_ties:
            self.slot[other] = len(self.friends)
            self.friends.append(other)
            self.trust.append(trust)
            self.kind.append(kind)
            self.since.append(week)
            self.last.append(week)
            return
        weakest = min(self.trust)
        if weakest < trust:
            at = self.trust.index(weakest)
            del self.slot[self.friends[at]]
            self.slot[other] = at
            self.friends[at], self.trust[at], self.kind[at] = other, trust, kind
            self.since[at] = self.last[at] = week

    def drop_ties(self, gone: set[Person]) -> None:
        kept = [at for at, other in enumerate(self.friends) if other not in gone]
        self.friends = [self.friends[at] for at in kept]
        self.trust = [self.trust[at] for at in kept]
        self.kind = [self.kind[at] for at in kept]
        self.since = [self.since[at] for at in kept]
        self.last = [self.last[at] for at in kept]
        self.slot = {other: at for at, other in enumerate(self.friends)}

    # --- the week -----------------------------------------------------------------------------------------

    def everyday_work(self) -> None:
        """Meet four others, drawn by trust: influence, observation, deliberation, trust."""
        model = self.model
        week, random, choices = model.week, model.random.random, model.random.choices
        values, practice, known = self.values, self.practice, self.known
        for v, x in enumerate(self.formative):
            values[v] += ANCHOR * (x - values[v])
        friends, trusts, last = self.friends, self.trust, self.last
        if not friends:
            return
        team = self.team
        bracket = self.everyday_bracket()
        free = 1.0 - self.organisation.workload
        slots = range(len(friends))
        newcomers_since = week - NEWCOMER_WEEKS
        for _ in range(MEETINGS):
            slot = choices(slots, trusts)[0]
            other = friends[slot]
            trust = trusts[slot]
            theirs = other.values
            distance = 0.0
            for v in range(DIMENSIONS):
                distance += abs(values[v] - theirs[v])
            distance /= DIMENSIONS
            newcomer = other.joined > newcomers_since
            if distance < self.openness:
                step = MU * trust * (other.identity if newcomer else other.authority)
                for v in range(DIMENSIONS):
                    values[v] += step * (theirs[v] - values[v])
            learned = False
            k = int(random() * DOMAINS)
            option = other.practice[k]
            if option != practice[k]:
                gate = free
                if newcomer:
                    merit = min(1.0, max(0.0, self.quality_gain(k, option)))
                    gate *= 1.0 - (1.0 - other.identity) * (1.0 - merit)
                if option in known[k]:
                    if random() < gate and random() < self.acceptability(k, option, bracket):
                        utility = self.utility(k, option) + BETA_PEERS * self.share_difference(k, option)
                        if random() < logit(utility):
                            self.switch(k, option, utility)
                elif random() < LEARNING * gate * 2.0 * trust * self.acceptability(k, option, bracket):
                    known[k].add(option)
                    team.learned += 1
                    learned = True
            target = (1.0 - distance + sum(map(eq, practice, other.practice)) / DOMAINS) / 2.0
            if learned:
                target += TRUST_LEARNED
            trusts[slot] += KAPPA * (min(target, 1.0) - trust)
            last[slot] = week

    def experiment(self) -> None:
        """Try a random option of a random domain."""
        random = self.model.random.random
        team, organisation = self.team, self.organisation
        chance = ETA * self.energy * team.safety * (1.0 - organisation.workload)
        if self.is_student:
            chance *= STUDENT_FACTOR
        if random() >= chance:
            return
        team.tried += 1
        k = int(random() * DOMAINS)
        option = int(random() * (OPTIONS - 1))
        if option >= self.practice[k]:
            option += 1
        accepted = self.acceptability(k, option, self.everyday_bracket())
        if random() >= accepted:
            return
        self.known[k].add(option)
        if random() >= accepted:
            return
        utility = self.utility(k, option) + BETA_PEERS * self.share_difference(k, option)
        if random() >= logit(utility):
            return
        gained = self.quality_gain(k, option)
        self.switch(k, option, utility)
        if gained > 0.0:
            self.succeed(k, option)
        elif gained < 0.0:
            team.safety -= FAILURE_COST * organisation.control * team.safety

    def reflect(self) -> None:
        """Move values toward what owned practice expresses; reconsider what does not fit."""
        values, practice = self.values, self.practice
        pull = self.remembered_pull
        if pull is None:
            pull = self.remembered_pull = self.expressed_by_practice()
        for v, x in enumerate(pull):
            if x is not None:
                values[v] += RHO * (x - values[v])
        random = self.model.random.random
        k = int(random() * DOMAINS)
        now = practice[k]
        if random() >= RECONSIDERING * (1.0 - self.fit(k, now)):
            return
        others = [q for q in self.known[k] if q != now]
        if not others:
            return
        option = others[int(random() * len(others))]
        if random() >= self.acceptability(k, option, self.everyday_bracket()):
            return
        utility = self.utility(k, option) + BETA_PEERS * self.share_difference(k, option)
        if random() < logit(utility):
            self.switch(k, option, utility)

    def expressed_by_practice(self) -> list[float | None]:
        total, number = [0.0] * DIMENSIONS, [0] * DIMENSIONS
        for k, option in enumerate(self.practice):
            if not self.complying[k]:
                for v, x in self.model.expressed[k][option]:
                    total[v] += x
                    number[v] += 1
        return [t / n if n else None for t, n in zip(total, number, strict=True)]

    def forget(self) -> None:
        """Forget at most one unused option, each with the same small probability."""
        chance = self.model.random.random()
        if chance >= FORGETTING * DOMAINS * OPTIONS:
            return
        unused = [(k, q) for k, known in enumerate(self.known) for q in known if q != self.practice[k]]
        if chance < FORGETTING * len(unused):
            k, q = self.model.random.choice(unused)
            self.known[k].discard(q)

    def fall_in(self) -> None:
        """Fall in with the official way of one domain."""
        organisation = self.organisation
        p = P1 * organisation.control
        chance = self.model.random.random()
        if chance >= p * DOMAINS:
            return
        code = organisation.code
        differing = [k for k in range(DOMAINS) if self.practice[k] != code[k]]
        if chance < p * len(differing):
            k = self.model.random.choice(differing)
            before = self.fit(k, self.practice[k])
            self.enact(k, code[k])
            self.known[k].add(code[k])
            self.complying[k] = self.fit(k, code[k]) < before
            self.team.switched += 1

    def live(self) -> None:
        """Energy recovers and is used; belonging follows trust."""
        e = self.energy
        self.energy = min(1.0, max(0.0, e + RECOVERY * (1.0 - e) - DRAIN * self.organisation.workload * e))
        if self.trust:
            self.identity += BELONGING * (sum(self.trust) / len(self.trust) - self.identity)

    def let_ties_fade(self) -> None:
        week, trust = self.model.week, self.trust
        for at, last in enumerate(self.last):
            if last != week and trust[at] > TRUST_FLOOR:
                trust[at] = max(TRUST_FLOOR, trust[at] - DELTA)

    def make_ties(self) -> None:
        """A tie with somebody of the session, and one with a friend of a friend."""
        model = self.model
        random, week = model.random.random, model.week
        if self.session is not None and len(self.session) > 1 and random() < CO_ATTENDANCE:
            other = model.random.choice(self.session)
            if other is not self and other not in self.slot:
                self.add_tie(other, FIRST_TRUST, "community", week)
                other.add_tie(self, FIRST_TRUST, "community", week)
        if not self.friends:
            return
        chance = random()
        if chance >= CLOSURE:
            return
        friend = model.random.choice(self.friends)
        if not friend.friends:
            return
        other = model.random.choice(friend.friends)
        if other is self or other in self.slot:
            return
        shared = len(self.slot.keys() & other.slot.keys())
        alike = sum(map(eq, self.practice, other.practice)) / DOMAINS
        if chance < CLOSURE * shared / (shared + 2.0) * alike:
            self.add_tie(other, FIRST_TRUST, "work", week)
            other.add_tie(self, FIRST_TRUST, "work", week)

    def leaves_now(self) -> bool:
        """Whether a member of staff leaves this week."""
        values, expressed, practice = self.values, self.model.expressed, self.practice
        fit = 0.0
        for k in range(DOMAINS):
            shown = expressed[k][practice[k]]
            total = 0.0
            for v, x in shown:
                total += abs(values[v] - x)
            fit += 1.0 - total / len(shown)
        excess = FIT_WEIGHT * (FIT_REFERENCE - fit / DOMAINS) + ENERGY_WEIGHT * (ENERGY_REFERENCE - self.energy)
        return self.model.random.random() < 1.0 - math.exp(-BASE * math.exp(excess))


class Staff(Person):
    """Somebody who stays until leaving."""


class Student(Person):
    """Somebody on placement."""


def logit(utility: float) -> float:
    x = (INERTIA - utility) / TAU
    return 1.0 / (1.0 + math.exp(x)) if x < 700.0 else 0.0


@dataclass
class Landscape:
    """Contributions to quality, as tables over the options of a domain and its partners."""

    reads: list[tuple[int, ...]]
    tables: list[list[float]] = field(default_factory=list)

    def quality(self, way: list[int]) -> float:
        total = 0.0
        for table, reads in zip(self.tables, self.reads, strict=True):
            place = 0
            for m in reads:
                place = place * OPTIONS + way[m]
            total += table[place]
        return total / DOMAINS

    def climb(self, way: list[int]) -> None:
        """Best single change until none improves."""
        level = self.quality(way)
        while True:
            best = None
            for k in range(DOMAINS):
                now = way[k]
                for q in range(OPTIONS):
                    if q != now:
                        way[k] = q
                        other = self.quality(way)
                        if other > level:
                            level, best = other, (k, q)
                way[k] = now
            if best is None:
                return
            way[best[0]] = best[1]


class LearningCommunity(mesa.Model):
    """The community, founded and stepped week by week."""

    def __init__(self, settings: Settings, seed: int) -> None:
        super().__init__(rng=seed)
        self.settings = settings
        self.week = 0
        self.gamma = GAMMA
        self._make_environment()
        self.organisations: list[Organisation] = []
        self.teams: list[Team] = []
        self.seats: list[Seat] = []
        for _ in range(settings.organisations):
            self._found_organisation()
        self.most_ties = max([settings.most_ties, *(len(p.friends) for p in self.agents)])
        self._disturb()
        self.rows: list[dict[str, list[float]]] = [self.measure()]

    # --- founding -----------------------------------------------------------------------------------------

    def _make_environment(self) -> None:
        random = self.random
        self.expressed = []
        for _ in range(DOMAINS):
            bearing = sorted(random.sample(range(DIMENSIONS), 2))
            self.expressed.append([[(v, random.random()) for v in bearing] for _ in range(OPTIONS)])
        reads = [(k, *random.sample([m for m in range(DOMAINS) if m != k], PARTNERS)) for k in range(DOMAINS)]
        size = OPTIONS ** (PARTNERS + 1)
        self.landscape = Landscape(reads, [[random.random() for _ in range(size)] for _ in range(DOMAINS)])

    def _disturb(self) -> None:
        """Draw a share of the contributions anew, and list for each domain the contributions that read it."""
        random, reads = self.random.random, self.landscape.reads
        for table in self.landscape.tables:
            for place in range(len(table)):
                if random() < self.settings.disturbance:
                    table[place] = random()
        tables = self.landscape.tables
        self.contributions = list(zip(tables, reads, strict=True))
        self.affected = [
            [(tables[m], reads[m], OPTIONS ** (PARTNERS - reads[m].index(k))) for m in range(DOMAINS) if k in reads[m]]
            for k in range(DOMAINS)
        ]

    def _found_organisation(self) -> None:
        settings, random = self.settings, self.random
        code = [random.randrange(OPTIONS) for _ in range(DOMAINS)]
        self.landscape.climb(code)
        organisation = Organisation(settings, code)
        shown: list[list[float]] = [[] for _ in range(DIMENSIONS)]
        for k, option in enumerate(code):
            for v, x in self.expressed[k][option]:
                shown[v].append(x)
        organisation.espoused = [sum(xs) / len(xs) if xs else 0.5 for xs in shown]
        self.organisations.append(organisation)
        people = []
        for _ in range(settings.teams):
            team = Team(organisation, settings)
            organisation.teams.append(team)
            self.teams.append(team)
            for group in settings.unit:
                for number in range(group.count):
                    seat = Seat(group, team)
                    self.seats.append(seat)
                    people.append(self._founder(seat, number))
        self.most_ties = len(people)
        for a, one in enumerate(people):
            for other in people[a + 1 :]:
                density = settings.density_within if one.team is other.team else settings.density_between
                if random.random() < density:
                    one.add_tie(other, random.uniform(settings.trust_low, settings.trust_high), "work", 0)
                    other.add_tie(one, random.uniform(settings.trust_low, settings.trust_high), "work", 0)

    def _founder(self, seat: Seat, number: int) -> Person:
        random, settings, group = self.random, self.settings, seat.group
        code = seat.team.organisation.code
        person = (Student if group.stay else Staff)(self, seat)
        person.energy, person.identity = settings.energy, settings.identity
        practice = list(code)
        for k in range(DOMAINS):
            if person.is_student:
                if random.random() >= COPY_STUDENT:
                    practice[k] = random.randrange(OPTIONS)
            elif random.random() < settings.deviation:
                practice[k] = random.choice([q for q in range(OPTIONS) if q != code[k]])
        if person.is_student:
            known = [{option} for option in practice]
            cohort = number * group.cohorts // group.count
            at_home = group.stay + (-group.stay * (cohort + 1) // group.cohorts)
            person.joined, person.leaves = -at_home, group.stay - at_home
            person.identity = NEWCOMER_IDENTITY
        else:
            known = [{option, code[k]} for k, option in enumerate(practice)]
        person.start_with(practice, known)
        return person

    # --- the week -----------------------------------------------------------------------------------------

    def step(self) -> None:
        self.week += 1
        for team in self.teams:
            team.clear_counts()
        self.arrivals()
        self.agents.shuffle_do("everyday_work")
        for person in self.agents:
            person.session = None
        if (self.week - 1) % self.settings.interval == 0:
            self.hold_sessions()
        self.agents.shuffle_do("experiment")
        self.agents.shuffle_do("reflect")
        self.agents.do("forget")
        for team in self.teams:
            self.legitimate(team)
        for organisation in self.organisations:
            self.let_code_learn(organisation)
        self.agents.do("fall_in")
        for organisation in self.organisations:
            self.follow_values(organisation)
        for team in self.teams:
            self.climate(team)
        self.agents.do("live")
        self.agents.do("let_ties_fade")
        self.agents.shuffle_do("make_ties")
        self.departures()
        if self.week % self.settings.cadence == 0:
            self.rows.append(self.measure())

    def remove_people(self, gone: list[Person]) -> None:
        """Take people out of seats, teams and everybody's ties."""
        if not gone:
            return
        for person in gone:
            team = person.team
            for k, option in enumerate(person.practice):
                team.doing[k][option] -= 1
            team.people.remove(person)
            if person.is_leader:
                team.leader_left = True
            person.seat.holder = None
            person.seat.vacant_since = self.week
            person.remove()
        lost = set(gone)
        for person in self.agents:
            if not lost.isdisjoint(person.friends):
                person.drop_ties(lost)

    def arrivals(self) -> None:
        """Placements end and begin; vacancies are filled."""
        week = self.week
        self.remove_people([s.holder for s in self.seats if s.holder is not None and s.holder.leaves <= week])
        vacant = [seat for seat in self.seats if seat.holder is None]
        students = [seat for seat in vacant if seat.group.stay]
        staff = [seat for seat in vacant if not seat.group.stay and week - seat.vacant_since >= VACANCY]
        for seats, copy_code in ((students, COPY_STUDENT), (staff, COPY_STAFF)):
            if seats:
                # newcomers of one day are introduced to those who were there before, not to one another
                here_already = {team: list(team.people) for team in self.teams}
                for seat in seats:
                    self._newcomer(seat, copy_code, here_already)

    def _newcomer(self, seat: Seat, copy_code: float, here_already: dict[Team, list[Person]]) -> None:
        random, week, team = self.random, self.week, seat.team
        colleagues = here_already[team]
        person = (Student if seat.group.stay else Staff)(self, seat)
        person.energy, person.identity, person.joined = NEWCOMER_ENERGY, NEWCOMER_IDENTITY, week
        if seat.group.stay:
            person.leaves = week + seat.group.stay
        practice, known = [], []
        for official in team.organisation.code:
            brought = random.randrange(OPTIONS)
            taken = official if random.random() < copy_code else brought
            practice.append(taken)
            known.append({brought, taken})
        person.start_with(practice, known)
        for elsewhere in team.organisation.teams:
            if elsewhere is not team:
                for other in here_already[elsewhere]:
                    if random.random() < CONTACT:
                        person.add_tie(other, random.uniform(ONBOARDING_LOW, ONBOARDING_HIGH), "work", week)
                        other.add_tie(person, random.uniform(ONBOARDING_LOW, ONBOARDING_HIGH), "work", week)
        mentored = not person.is_student
        for other in random.sample(colleagues, min(ONBOARDING_TIES, len(colleagues))):
            kind = "work"
            if not mentored and not other.is_student:
                kind, mentored = "mentoring", True
            person.add_tie(other, random.uniform(ONBOARDING_LOW, ONBOARDING_HIGH), kind, week)
            other.add_tie(person, random.uniform(ONBOARDING_LOW, ONBOARDING_HIGH), kind, week)

    def hold_sessions(self) -> None:
        """Sessions of about six people: dialogue, then joint inquiry."""
        settings, random = self.settings, self.random.random
        f, mixing = settings.facilitation, settings.mixing
        places: list[tuple[float, float, Person]] = []
        teams = {team: random() for team in self.teams}
        for person in self.agents:
            organisation = person.organisation
            if random() < organisation.learning_time * (1.0 - organisation.workload / 2.0) * person.energy:
                place = random() if mixing and random() < mixing else teams[person.team]
                places.append((place, random(), person))
        count = len(places)
        if count < 2:
            return
        places.sort(key=lambda entry: entry[:2])
        attending: dict[Team, int] = {}
        for _, _, person in places:
            person.team.attended += 1
            attending[person.team] = attending.get(person.team, 0) + 1
        groups = max(1, (count + GROUP_SIZE // 2) // GROUP_SIZE)
        for g in range(groups):
            group = [entry[2] for entry in places[count * g // groups : count * (g + 1) // groups]]
            self.dialogue(group, f)
            self.joint_inquiry(group, f)
            self.after_session(group, f)
        for team, number in attending.items():
            team.safety += SESSION_SAFETY * f * number / len(team.people) * (1.0 - team.safety)

    def dialogue(self, group: list[Person], f: float) -> None:
        week = self.week
        voices = [person.voice(week) for person in group]
        mean = sum(voices) / len(group)
        voices = [(1.0 - f) * voice + f * mean for voice in voices]
        for one in group:
            values, trusts, slots = one.values, one.trust, one.slot
            openness = min(1.0, one.openness + WIDENING * f)
            for other, voice in zip(group, voices, strict=True):
                if other is one:
                    continue
                theirs = other.values
                distance = 0.0
                for v in range(DIMENSIONS):
                    distance += abs(values[v] - theirs[v])
                if distance / DIMENSIONS < openness:
                    trust = trusts[slots[other]] if other in slots else STRANGER_TRUST
                    step = MU * trust * voice
                    for v in range(DIMENSIONS):
                        values[v] += step * (theirs[v] - values[v])

    def joint_inquiry(self, group: list[Person], f: float) -> None:
        """The group takes one domain, settles on an option, and everybody weighs it."""
        random = self.random.random
        k = int(random() * DOMAINS)
        brackets = {person: person.session_bracket(f) for person in group}
        best, highest, chosen = -1, 0.0, {}
        for q in range(OPTIONS):
            if not any(q in person.known[k] for person in group) and random() >= NOVELTY * f:
                continue
            if all(person.practice[k] == q for person in group):
                continue
            somebody_knew = any(q in person.known[k] for person in group)
            for person in group:
                if q not in person.known[k] and random() < person.acceptability(k, q, brackets[person]):
                    person.known[k].add(q)
                    if somebody_knew:
                        person.team.learned += 1
                    somebody_knew = True
            utilities = {person: person.utility(k, q) for person in group if person.practice[k] != q}
            score = sum(utilities.values()) / len(group) - TAU * math.log(-math.log(1.0 - random()))
            if best < 0 or score > highest:
                best, highest, chosen = q, score, utilities
        if best < 0:
            return
        favour = sum(person.practice[k] == best for person in group) + sum(u > 0.0 for u in chosen.values())
        support = favour / len(group)
        peers = f * (2.0 * support - 1.0)
        for person, utility in chosen.items():
            if random() >= person.acceptability(k, best, brackets[person]):
                continue
            if best not in person.known[k]:
                person.known[k].add(best)
                if any(best in other.known[k] for other in group if other is not person):
                    person.team.learned += 1
            total = utility + BETA_PEERS * (peers + (1.0 - f) * person.share_difference(k, best))
            if random() < logit(total):
                gained = person.quality_gain(k, best)
                person.switch(k, best, total)
                if gained > 0.0:
                    person.succeed(k, best)

    def after_session(self, group: list[Person], f: float) -> None:
        week = self.week
        for person in group:
            person.energy = min(1.0, person.energy + SESSION_ENERGY * f)
            person.identity += SESSION_IDENTITY * f * (1.0 - person.identity)
            person.session = group
            slots, trust, last = person.slot, person.trust, person.last
            for other in group:
                if other in slots:
                    at = slots[other]
                    trust[at] += SESSION_TRUST * f * (1.0 - trust[at])
                    last[at] = week

    def legitimate(self, team: Team) -> None:
        total = 0.0
        weight = [[0.0] * OPTIONS for _ in range(DOMAINS)]
        for person in team.people:
            identity = person.identity
            total += identity
            for of_domain, option in zip(weight, person.practice, strict=True):
                of_domain[option] += identity
        if total <= 0.0:
            return
        up = team.organisation.responsiveness
        half = TIPPING_SHARE * TIPPING_SHARE
        for of_domain, legitimacy in zip(weight, team.legitimacy, strict=True):
            for q, w in enumerate(of_domain):
                share = w / total
                share *= share
                goal = max(FLOOR, share / (share + half))
                now = legitimacy[q]
                legitimacy[q] = now + (up if goal > now else FADING) * (goal - now)

    def let_code_learn(self, organisation: Organisation) -> None:
        code = organisation.code
        level = self.landscape.quality(code)
        votes = [[0] * OPTIONS for _ in range(DOMAINS)]
        superiors = 0
        for team in organisation.teams:
            for person in team.people:
                if person.quality() > level:
                    superiors += 1
                    for of_domain, option in zip(votes, person.practice, strict=True):
                        of_domain[option] += 1
        if superiors == 0:
            return
        for k, of_domain in enumerate(votes):
            most = max(of_domain)
            lead = most - of_domain[code[k]]
            if lead > 0 and self.random.random() < 1.0 - (1.0 - P2) ** lead:
                code[k] = of_domain.index(most)

    def follow_values(self, organisation: Organisation) -> None:
        people = [person.values for team in organisation.teams for person in team.people]
        if not people:
            return
        step = ESPOUSED * organisation.responsiveness
        means = [sum(column) / len(people) for column in zip(*people, strict=True)]
        organisation.espoused = [x + step * (m - x) for x, m in zip(organisation.espoused, means, strict=True)]

    def climate(self, team: Team) -> None:
        if team.leader_left:
            team.safety += LEADER_SHARE * (SAFETY_RESET - team.safety)
            team.leader_left = False
        size = len(team.people)
        if size == 0:
            return
        mean_trust = trust_within(team)
        team.activity += SMOOTHING * ((team.learned + team.succeeded) / size - team.activity)
        a = team.activity
        goal = TRUST_WEIGHT * (mean_trust[0] / mean_trust[1] if mean_trust[1] else 0.0)
        goal += FREEDOM_WEIGHT * (1.0 - team.organisation.control) + ACTIVITY_WEIGHT * a / (a + ACTIVITY_HALF)
        team.safety += SAFETY_RATE * (min(1.0, max(0.0, goal)) - team.safety)

    def departures(self) -> None:
        self.remove_people([person for person in self.agents if not person.is_student and person.leaves_now()])

    # --- measures -----------------------------------------------------------------------------------------

    def measure(self) -> dict[str, list[float]]:
        """The weekly panel: the community first, then every team."""
        return weekly_panel(self)


def run(settings: Settings, seed: int, weeks: int) -> LearningCommunity:
    """Found a community and run it."""
    model = LearningCommunity(settings, seed)
    for _ in range(weeks):
        model.step()
    return model


if __name__ == "__main__":
    import cProfile
    import pstats

    profile = cProfile.Profile()
    profile.runcall(run, Settings(), 1, 52)
    pstats.Stats(profile).sort_stats("tottime").print_stats(25)
