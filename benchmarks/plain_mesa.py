"""The default rules of lcsim as an honest Mesa program: what a competent Mesa 3 user would write and keep.

A model, people as agents with plain Python attributes, a method per rule and act, `shuffle_do` or `do` per phase of
the week, the luck of `model.random`, a `DataCollector`. Rules read as they are said; nothing derived is remembered,
no rule is written into another.

Profiled with cProfile twice. What that changed: short sums over values are loops or `map`, not generator
expressions; the contributions to quality and what options express are looked up in tables made once at founding;
a team counts who does what when somebody switches, in place of asking everybody each time; ties are a dictionary.
There it stops: `plain_mesa_tuned` is the same program tuned by hand to the limit, and reported beside this one.

The rules, their order within the week, and their numbers are lcsim's; the random numbers are its own, so that runs
agree with lcsim's in distribution, not bit for bit (``tests/benchmarks`` checks this).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass
from operator import eq, itemgetter

import mesa
from plain_mesa_measures import COLUMNS, mean, weekly_rows

DOMAINS, OPTIONS, DIMENSIONS, PARTNERS = 12, 4, 4, 3
NEWCOMER_WEEKS = 26
LONG_AGO = -10_000
NEVER = 2_000_000_000

# the rules' numbers (tests/benchmarks compares them with the catalogue of lcsim)
MU, ANCHOR = 0.007, 0.018
MEETINGS = 4
LEARNING = 0.6
BETA_QUALITY, BETA_VALUES, BETA_PEERS, BETA_CODE, INERTIA, TAU, GAMMA = 1.25, 3.8, 0.1, 0.2, 0.2, 0.27, 2.2
KAPPA, DELTA, TRUST_LEARNED = 0.05, 0.005, 0.3
GROUP_SIZE, NOVELTY, WIDENING, STRANGER_TRUST = 6, 0.1, 0.3, 0.1
SESSION_ENERGY, SESSION_IDENTITY, SESSION_SAFETY, SESSION_TRUST = 0.03, 0.1, 0.02, 0.05
ETA, STUDENT_FACTOR, VISIBILITY, SUCCESS_ENERGY, FAILURE_COST = 1.0, 1.5, 0.04, 0.02, 0.02
RHO, RECONSIDERING = 0.014, 0.35
FORGETTING = 0.004
FADING, TIPPING_SHARE, FLOOR = 0.002, 0.18, 0.03
P2, P1, ESPOUSED = 0.02, 0.002, 0.1
SAFETY_RATE, TRUST_WEIGHT, FREEDOM_WEIGHT, ACTIVITY_WEIGHT, ACTIVITY_HALF = 0.05, 0.4, 0.3, 0.5, 0.1
SMOOTHING, LEADER_SHARE, SAFETY_RESET = 0.1, 0.3, 0.45
RECOVERY, DRAIN = 0.05, 0.1
BELONGING = 0.02
CO_ATTENDANCE, CLOSURE, FIRST_TRUST, TRUST_FLOOR = 0.2, 0.05, 0.2, 0.05
BASE, FIT_WEIGHT, ENERGY_WEIGHT, FIT_REFERENCE, ENERGY_REFERENCE = 0.0043, 1.0, 1.0, 0.6, 0.62
COPY_STUDENT, COPY_STAFF, VACANCY, ONBOARDING_TIES, CONTACT = 0.3, 0.6, 4, 6, 0.02
ONBOARDING_LOW, ONBOARDING_HIGH, NEWCOMER_IDENTITY, NEWCOMER_ENERGY = 0.3, 0.5, 0.2, 0.62


@dataclass(frozen=True)
class Group:
    """People alike in one team."""

    role: str
    count: int
    authority: float
    openness: float = 0.35
    mean: float = 0.5
    spread: float = 0.2
    stay: int = 0
    cohorts: int = 2


UNIT = (
    Group("staff", 11, 0.6),
    Group("leader", 1, 0.9),
    Group("facilitator", 1, 0.7),
    Group("student", 7, 0.3, stay=20),
)
"""A team of 20, as in the scenario nursing_home."""


@dataclass(frozen=True)
class Settings:
    """What the scenario says."""

    organisations: int = 1
    teams: int = 3
    unit: tuple[Group, ...] = UNIT
    density_within: float = 1.0
    density_between: float = 0.02
    most_ties: int = 24
    control: float = 0.4
    learning_time: float = 0.7
    workload: float = 0.3
    responsiveness: float = 0.12
    deviation: float = 0.18
    safety: float = 0.45
    energy: float = 0.62
    identity: float = 0.6
    trust_low: float = 0.3
    trust_high: float = 0.5
    legitimacy: float = 0.9
    disturbance: float = 0.75
    interval: int = 2
    facilitation: float = 0.45
    mixing: float = 0.0
    cadence: int = 1


def clip(x: float) -> float:
    return min(1.0, max(0.0, x))


def logit(utility: float) -> float:
    """Probability of a switch with this utility."""
    x = (INERTIA - utility) / TAU
    return 1.0 / (1.0 + math.exp(x)) if x < 700.0 else 0.0


class Landscape:
    """Quality of a way of working: the mean contribution of its domains, each of which reads some others."""

    def __init__(self, random) -> None:
        self.random = random
        combinations = list(itertools.product(range(OPTIONS), repeat=PARTNERS + 1))
        # per domain: the options it reads out of a way of working, and the contribution of each combination
        self.contributions: list[tuple[Callable, dict[tuple[int, ...], float]]] = []
        self.affected: list[list] = [[] for _ in range(DOMAINS)]
        for k in range(DOMAINS):
            partners = random.sample([m for m in range(DOMAINS) if m != k], PARTNERS)
            pair = (itemgetter(k, *partners), {combination: random.random() for combination in combinations})
            self.contributions.append(pair)
            for m in (k, *partners):
                self.affected[m].append(pair)

    def disturb(self, share: float) -> None:
        """Draw a share of the contributions anew."""
        for _, table in self.contributions:
            for combination in table:
                if self.random.random() < share:
                    table[combination] = self.random.random()

    def quality(self, way: list[int]) -> float:
        total = 0.0
        for read, table in self.contributions:
            total += table[read(way)]
        return total / DOMAINS

    def gain(self, way: list[int], k: int, option: int) -> float:
        """What a switch changes in the sum of contributions."""
        changed = way.copy()
        changed[k] = option
        gained = 0.0
        for read, table in self.affected[k]:
            gained += table[read(changed)] - table[read(way)]
        return gained

    def climb(self, way: list[int]) -> None:
        """Take the best single change until none improves."""
        while True:
            changes = [(self.gain(way, k, q), k, q) for k in range(DOMAINS) for q in range(OPTIONS) if q != way[k]]
            gained, k, q = max(changes)
            if gained <= 0.0:
                return
            way[k] = q


class Organisation:
    """An organisation: its code, what it says it values, how it governs."""

    def __init__(self, model: LearningCommunity) -> None:
        settings = model.settings
        self.model = model
        self.control = settings.control
        self.learning_time = settings.learning_time
        self.workload = settings.workload
        self.responsiveness = settings.responsiveness
        self.code = [model.random.randrange(OPTIONS) for _ in range(DOMAINS)]
        model.landscape.climb(self.code)
        shown: list[list[float]] = [[] for _ in range(DIMENSIONS)]
        for k, option in enumerate(self.code):
            for v, x in model.expressions[k][option]:
                shown[v].append(x)
        self.espoused = [mean(xs) if xs else 0.5 for xs in shown]
        self.teams = [Team(self, settings) for _ in range(settings.teams)]

    def people(self) -> list[Person]:
        return [person for team in self.teams for person in team.people]

    def learn_code(self) -> None:
        """The code takes over what most of those who do better than it do."""
        quality = self.model.landscape.quality
        level = quality(self.code)
        superiors = [person.practice for person in self.people() if quality(person.practice) > level]
        if not superiors:
            return
        for k, done in enumerate(zip(*superiors, strict=True)):
            votes = [done.count(q) for q in range(OPTIONS)]
            lead = max(votes) - votes[self.code[k]]
            if lead > 0 and self.model.random.random() < 1.0 - (1.0 - P2) ** lead:
                self.code[k] = votes.index(max(votes))

    def follow_members(self) -> None:
        """What the organisation says it values follows what its members hold dear."""
        people = self.people()
        if people:
            for v, column in enumerate(zip(*[person.values for person in people], strict=True)):
                self.espoused[v] += ESPOUSED * self.responsiveness * (mean(column) - self.espoused[v])


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
        # how many do what, by domain and option
        self.doing = [[0] * OPTIONS for _ in range(DOMAINS)]
        self.leader_left = False
        self.begin_week()

    def begin_week(self) -> None:
        """Nothing has happened yet."""
        self.learned = self.switched = self.against = self.tried = self.succeeded = self.attended = 0

    def trust_within(self) -> list[float]:
        """Trust of all ties among its people."""
        return [
            tie.trust for person in self.people for other, tie in person.ties.items() if other.team is self
        ]  # fmt: skip

    def legitimate(self) -> None:
        """What is done by enough people who belong becomes acceptable, quickly up and slowly down."""
        total = sum([person.identity for person in self.people])
        if total <= 0.0:
            return
        weight = [[0.0] * OPTIONS for _ in range(DOMAINS)]
        for person in self.people:
            for k, option in enumerate(person.practice):
                weight[k][option] += person.identity
        up, half = self.organisation.responsiveness, TIPPING_SHARE**2
        for k, legitimacy in enumerate(self.legitimacy):
            for q, now in enumerate(legitimacy):
                square = (weight[k][q] / total) ** 2
                goal = max(FLOOR, square / (square + half))
                legitimacy[q] += (up if goal > now else FADING) * (goal - now)

    def become_safe(self) -> None:
        """Safety follows trust, freedom and recent learning; a leader who leaves takes a part of it along."""
        if self.leader_left:
            self.safety += LEADER_SHARE * (SAFETY_RESET - self.safety)
            self.leader_left = False
        if not self.people:
            return
        self.activity += SMOOTHING * ((self.learned + self.succeeded) / len(self.people) - self.activity)
        trust = self.trust_within()
        goal = (
            TRUST_WEIGHT * (mean(trust) if trust else 0.0)
            + FREEDOM_WEIGHT * (1.0 - self.organisation.control)
            + ACTIVITY_WEIGHT * self.activity / (self.activity + ACTIVITY_HALF)
        )
        self.safety += SAFETY_RATE * (clip(goal) - self.safety)


@dataclass
class Seat:
    """A place in a team, held by one person at a time."""

    group: Group
    team: Team
    holder: Person | None = None
    vacant_since: int = 0


@dataclass(slots=True)
class Tie:
    """What one person has with another."""

    trust: float
    kind: str
    since: int
    last: int


class Person(mesa.Agent):
    """Somebody with values, a way of working, a repertoire and ties."""

    eagerness = 1.0

    def __init__(self, model: LearningCommunity, seat: Seat, practice: list[int], known: list[set[int]]) -> None:
        super().__init__(model)
        self.seat = seat
        seat.holder = self
        self.team = seat.team
        self.organisation = seat.team.organisation
        self.role = seat.group.role
        self.authority = seat.group.authority
        self.openness = seat.group.openness
        self.values = [clip(self.random.gauss(seat.group.mean, seat.group.spread)) for _ in range(DIMENSIONS)]
        self.formative = self.values.copy()
        self.practice = practice
        self.known = known
        self.complying = [False] * DOMAINS
        self.energy, self.identity = NEWCOMER_ENERGY, NEWCOMER_IDENTITY
        self.joined = model.week
        self.leaves = NEVER
        self.ties: dict[Person, Tie] = {}
        self.session: list[Person] = []
        self.team.people.append(self)
        for k, option in enumerate(practice):
            self.team.doing[k][option] += 1

    # --- what one sees ------------------------------------------------------------------------------------

    def is_newcomer(self) -> bool:
        return self.joined > self.model.week - NEWCOMER_WEEKS

    def voice(self) -> float:
        """Authority; of a newcomer, identity."""
        return self.identity if self.is_newcomer() else self.authority

    def value_distance(self, other: Person) -> float:
        total = 0.0
        for mine, yours in zip(self.values, other.values, strict=True):
            total += abs(mine - yours)
        return total / DIMENSIONS

    def similarity(self, other: Person) -> float:
        """Share of domains in which both do the same."""
        return sum(map(eq, self.practice, other.practice)) / DOMAINS

    def fit(self, k: int, option: int) -> float:
        """How well an option expresses one's values."""
        expression = self.model.expressions[k][option]
        total = 0.0
        for v, x in expression:
            total += abs(self.values[v] - x)
        return 1.0 - total / len(expression)

    def quality(self) -> float:
        return self.model.landscape.quality(self.practice)

    def gain(self, k: int, option: int) -> float:
        return self.model.landscape.gain(self.practice, k, option)

    def room(self, facilitation: float = 0.0) -> float:
        """Room for what is not yet legitimate: [safety * (1 - control)] ** gamma; facilitation widens it in sessions."""
        safety, control = self.team.safety, self.organisation.control
        return ((safety + facilitation * (1.0 - safety)) * (1.0 - control * (1.0 - facilitation))) ** GAMMA

    def acceptability(self, k: int, option: int, facilitation: float = 0.0) -> float:
        """A = L + (1 - L) * room."""
        legitimacy = self.team.legitimacy[k][option]
        return legitimacy + (1.0 - legitimacy) * self.room(facilitation)

    def own_utility(self, k: int, option: int) -> float:
        """Utility of a switch, without the peers' term."""
        now, code = self.practice[k], self.organisation.code[k]
        told = (code == option) - (code == now)
        return (
            BETA_QUALITY * self.gain(k, option)
            + BETA_VALUES * (self.fit(k, option) - self.fit(k, now))
            + BETA_CODE * self.organisation.control * told
        )

    def lead_in_team(self, k: int, option: int) -> float:
        """Share of the team that does it, minus the share that does what one does now."""
        doing = self.team.doing[k]
        return (doing[option] - doing[self.practice[k]]) / len(self.team.people)

    # --- acts ---------------------------------------------------------------------------------------------

    def move_toward(self, values: list[float], step: float) -> None:
        for v, x in enumerate(values):
            self.values[v] += step * (x - self.values[v])

    def enact(self, k: int, option: int) -> None:
        doing = self.team.doing[k]
        doing[self.practice[k]] -= 1
        doing[option] += 1
        self.practice[k] = option
        self.team.switched += 1

    def switch(self, k: int, option: int, utility: float) -> None:
        """Take over an option as one's own."""
        self.enact(k, option)
        self.complying[k] = False
        if utility < 0.0:
            self.team.against += 1

    def learn_from_another(self, k: int, option: int) -> None:
        self.known[k].add(option)
        self.team.learned += 1

    def dares(self, k: int, option: int, facilitation: float = 0.0) -> bool:
        return self.random.random() < self.acceptability(k, option, facilitation)

    def deliberate(self, k: int, option: int) -> bool:
        """Weigh an option in everyday work, and switch or not."""
        utility = self.own_utility(k, option) + BETA_PEERS * self.lead_in_team(k, option)
        if self.random.random() >= logit(utility):
            return False
        self.switch(k, option, utility)
        return True

    def succeed(self, k: int, option: int) -> None:
        """A visible success: energy for who had it, legitimacy for what was done."""
        self.team.succeeded += 1
        self.energy = min(1.0, self.energy + SUCCESS_ENERGY)
        legitimacy = self.team.legitimacy[k]
        legitimacy[option] += VISIBILITY * (1.0 - legitimacy[option])

    def add_tie(self, other: Person, trust: float, kind: str) -> None:
        """Tie to another; who has no room for more lets go of the weakest tie, if it is weaker."""
        if other is self or other in self.ties:
            return
        if len(self.ties) >= self.model.most_ties:
            weakest = min(self.ties, key=lambda known: self.ties[known].trust)
            if self.ties[weakest].trust >= trust:
                return
            del self.ties[weakest]
        self.ties[other] = Tie(trust, kind, self.model.week, self.model.week)

    def befriend(self, other: Person, low: float, high: float, kind: str) -> None:
        """A tie both ways, each with a trust of its own."""
        self.add_tie(other, self.random.uniform(low, high), kind)
        other.add_tie(self, self.random.uniform(low, high), kind)

    # --- everyday work ------------------------------------------------------------------------------------

    def work(self) -> None:
        """Meet some others, drawn by trust."""
        self.move_toward(self.formative, ANCHOR)
        if self.ties:
            for _ in range(MEETINGS):
                self.meet(self.choose_partner())

    def choose_partner(self) -> Person:
        weights = [tie.trust for tie in self.ties.values()]
        return self.random.choices(list(self.ties), weights)[0]

    def meet(self, other: Person) -> None:
        """Influence, observation, adoption, trust; with trust and distance as they were before."""
        tie = self.ties[other]
        distance = self.value_distance(other)
        if distance < self.openness:
            self.move_toward(other.values, MU * tie.trust * other.voice())
        learned = self.observe(other, tie.trust)
        self.adjust_trust(tie, other, distance, learned)

    def observe(self, other: Person, trust: float) -> bool:
        """See what another does in one domain: learn it, or weigh it if one knows it. True if learned."""
        k = self.random.randrange(DOMAINS)
        option = other.practice[k]
        if option == self.practice[k]:
            return False
        gate = self.gate(other, k, option) * (1.0 - self.organisation.workload)
        if option in self.known[k]:
            if self.random.random() < gate and self.dares(k, option):
                self.deliberate(k, option)
            return False
        if self.random.random() >= LEARNING * gate * 2.0 * trust * self.acceptability(k, option):
            return False
        self.learn_from_another(k, option)
        return True

    def gate(self, other: Person, k: int, option: int) -> float:
        """Whether what the other shows lands: of a newcomer, if he belongs or the merit is visible."""
        if not other.is_newcomer():
            return 1.0
        return 1.0 - (1.0 - other.identity) * (1.0 - clip(self.gain(k, option)))

    def adjust_trust(self, tie: Tie, other: Person, distance: float, learned: bool) -> None:
        """Trust follows what two people have in common."""
        target = (1.0 - distance + self.similarity(other)) / 2.0 + (TRUST_LEARNED if learned else 0.0)
        tie.trust += KAPPA * (min(1.0, target) - tie.trust)
        tie.last = self.model.week

    # --- trying out and reflection ------------------------------------------------------------------------

    def experiment(self) -> None:
        """Perhaps try a random other option of a random domain."""
        chance = ETA * self.eagerness * self.energy * self.team.safety * (1.0 - self.organisation.workload)
        if self.random.random() >= chance:
            return
        self.team.tried += 1
        k = self.random.randrange(DOMAINS)
        option = self.random.choice([q for q in range(OPTIONS) if q != self.practice[k]])
        if not self.dares(k, option):
            return
        self.known[k].add(option)
        if not self.dares(k, option):
            return
        gained = self.gain(k, option)
        if self.deliberate(k, option):
            if gained > 0.0:
                self.succeed(k, option)
            elif gained < 0.0:
                self.team.safety -= FAILURE_COST * self.organisation.control * self.team.safety

    def reflect(self) -> None:
        """Values follow what owned practice expresses; what does not fit is reconsidered."""
        shown: list[list[float]] = [[] for _ in range(DIMENSIONS)]
        for k, option in enumerate(self.practice):
            if not self.complying[k]:
                for v, x in self.model.expressions[k][option]:
                    shown[v].append(x)
        for v, xs in enumerate(shown):
            if xs:
                self.values[v] += RHO * (mean(xs) - self.values[v])
        self.reconsider()

    def reconsider(self) -> None:
        """Think one random domain over again, the likelier the less it fits."""
        k = self.random.randrange(DOMAINS)
        now = self.practice[k]
        if self.random.random() >= RECONSIDERING * (1.0 - self.fit(k, now)):
            return
        others = [q for q in self.known[k] if q != now]
        if others:
            option = self.random.choice(others)
            if self.dares(k, option):
                self.deliberate(k, option)

    def forget(self) -> None:
        """Perhaps forget one unused option, each with the same small probability."""
        chance = self.random.random()
        if chance >= FORGETTING * DOMAINS * OPTIONS:
            return
        unused = [(k, q) for k, known in enumerate(self.known) for q in known if q != self.practice[k]]
        if chance < FORGETTING * len(unused):
            k, q = self.random.choice(unused)
            self.known[k].remove(q)

    # --- organisation, energy, ties, leaving --------------------------------------------------------------

    def fall_in(self) -> None:
        """Perhaps fall in with the official way of one domain; owned only if it fits as well as before."""
        chance = self.random.random()
        probability = P1 * self.organisation.control
        if chance >= probability * DOMAINS:
            return
        code = self.organisation.code
        differing = [k for k in range(DOMAINS) if self.practice[k] != code[k]]
        if chance < probability * len(differing):
            k = self.random.choice(differing)
            self.complying[k] = self.fit(k, code[k]) < self.fit(k, self.practice[k])
            self.enact(k, code[k])
            self.known[k].add(code[k])

    def recover(self) -> None:
        """Energy recovers, and work takes it."""
        work = DRAIN * self.organisation.workload * self.energy
        self.energy = clip(self.energy + RECOVERY * (1.0 - self.energy) - work)

    def belong(self) -> None:
        """One comes to belong where one trusts."""
        if self.ties:
            trust = mean([tie.trust for tie in self.ties.values()])
            self.identity += BELONGING * (trust - self.identity)

    def let_ties_fade(self) -> None:
        week = self.model.week
        for tie in self.ties.values():
            if tie.last != week and tie.trust > TRUST_FLOOR:
                tie.trust = max(TRUST_FLOOR, tie.trust - DELTA)

    def make_ties(self) -> None:
        self.tie_to_somebody_of_the_session()
        self.tie_to_a_friend_of_a_friend()

    def tie_to_somebody_of_the_session(self) -> None:
        if len(self.session) > 1 and self.random.random() < CO_ATTENDANCE:
            other = self.random.choice(self.session)
            if other not in self.ties:
                self.befriend(other, FIRST_TRUST, FIRST_TRUST, "community")

    def tie_to_a_friend_of_a_friend(self) -> None:
        chance = self.random.random()
        if chance >= CLOSURE or not self.ties:
            return
        friend = self.random.choice(list(self.ties))
        if not friend.ties:
            return
        other = self.random.choice(list(friend.ties))
        if other is self or other in self.ties:
            return
        shared = len(self.ties.keys() & other.ties.keys())
        if chance < CLOSURE * shared / (shared + 2.0) * self.similarity(other):
            self.befriend(other, FIRST_TRUST, FIRST_TRUST, "work")

    def wants_to_leave(self) -> bool:
        """Whether one leaves this week, the likelier the less one's work fits and the less energy one has."""
        fit = mean([self.fit(k, option) for k, option in enumerate(self.practice)])
        excess = FIT_WEIGHT * (FIT_REFERENCE - fit) + ENERGY_WEIGHT * (ENERGY_REFERENCE - self.energy)
        return self.random.random() < 1.0 - math.exp(-BASE * math.exp(excess))

    def leave(self) -> None:
        """Go; the seat falls vacant, the team's counts follow."""
        for k, option in enumerate(self.practice):
            self.team.doing[k][option] -= 1
        self.team.people.remove(self)
        if self.role == "leader":
            self.team.leader_left = True
        self.seat.holder = None
        self.seat.vacant_since = self.model.week
        self.remove()


class Staff(Person):
    """Somebody who stays until leaving."""


class Student(Person):
    """Somebody on placement."""

    eagerness = STUDENT_FACTOR

    def wants_to_leave(self) -> bool:
        return False


class Session:
    """One group of a session of the learning community: dialogue, then joint inquiry."""

    def __init__(self, model: LearningCommunity, group: list[Person]) -> None:
        self.random = model.random
        self.week = model.week
        self.facilitation = model.settings.facilitation
        self.group = group

    def hold(self) -> None:
        self.dialogue()
        self.inquire()
        self.end()

    def dialogue(self) -> None:
        """Everybody hears everybody, more openly, with voices nearer to their mean."""
        f = self.facilitation
        voices = [person.voice() for person in self.group]
        level = mean(voices)
        for person in self.group:
            openness = min(1.0, person.openness + WIDENING * f)
            for other, voice in zip(self.group, voices, strict=True):
                if other is not person and person.value_distance(other) < openness:
                    trust = person.ties[other].trust if other in person.ties else STRANGER_TRUST
                    person.move_toward(other.values, MU * trust * ((1.0 - f) * voice + f * level))

    def inquire(self) -> None:
        """The group takes one domain, settles on an option, and each weighs it."""
        k = self.random.randrange(DOMAINS)
        candidates = [q for q in range(OPTIONS) if self.comes_up(k, q)]
        if not candidates:
            return
        for q in candidates:
            self.lay_on_table(k, q)
        option = max(candidates, key=lambda q: self.appeal(k, q))
        support = self.support(k, option)
        for person in self.group:
            if person.practice[k] != option:
                self.consider(person, k, option, support)

    def comes_up(self, k: int, option: int) -> bool:
        """What somebody knows, and now and then something new; but not what all do already."""
        if not any(option in person.known[k] for person in self.group):
            return self.random.random() < NOVELTY * self.facilitation
        return not all(person.practice[k] == option for person in self.group)

    def lay_on_table(self, k: int, option: int) -> None:
        """What is talked through is learned by who did not know it, as far as it is acceptable."""
        for person in self.group:
            if option not in person.known[k] and person.dares(k, option, self.facilitation):
                self.teach(person, k, option)

    def teach(self, person: Person, k: int, option: int) -> None:
        """Learning counts as learning from another if anybody else here could do it."""
        if any(option in other.known[k] for other in self.group):
            person.learn_from_another(k, option)
        else:
            person.known[k].add(option)

    def appeal(self, k: int, option: int) -> float:
        """Mean utility, with Gumbel noise."""
        total = sum([person.own_utility(k, option) for person in self.group if person.practice[k] != option])
        return total / len(self.group) - TAU * math.log(-math.log(1.0 - self.random.random()))

    def support(self, k: int, option: int) -> float:
        """Share of the group that does it or would gain by it."""
        favour = [person.practice[k] == option or person.own_utility(k, option) > 0.0 for person in self.group]
        return sum(favour) / len(self.group)

    def consider(self, person: Person, k: int, option: int, support: float) -> None:
        """One attendee dares or not, learns, and switches or not; what makes the work better is a success."""
        f = self.facilitation
        if not person.dares(k, option, f):
            return
        if option not in person.known[k]:
            self.teach(person, k, option)
        peers = f * (2.0 * support - 1.0) + (1.0 - f) * person.lead_in_team(k, option)
        utility = person.own_utility(k, option) + BETA_PEERS * peers
        if self.random.random() < logit(utility):
            gained = person.gain(k, option)
            person.switch(k, option, utility)
            if gained > 0.0:
                person.succeed(k, option)

    def end(self) -> None:
        """What a session leaves: energy, belonging, and trust in those one sat with."""
        f = self.facilitation
        for person in self.group:
            person.session = self.group
            person.energy = min(1.0, person.energy + SESSION_ENERGY * f)
            person.identity += SESSION_IDENTITY * f * (1.0 - person.identity)
            for other in self.group:
                if other in person.ties:
                    tie = person.ties[other]
                    tie.trust += SESSION_TRUST * f * (1.0 - tie.trust)
                    tie.last = self.week


class LearningCommunity(mesa.Model):
    """The community, founded and stepped week by week."""

    def __init__(self, settings: Settings, seed: int) -> None:
        super().__init__(rng=seed)
        self.settings = settings
        self.week = 0
        self.landscape = Landscape(self.random)
        self.expressions = [self.draw_expressions() for _ in range(DOMAINS)]
        self.most_ties = NEVER
        self.organisations = [Organisation(self) for _ in range(settings.organisations)]
        self.teams = [team for organisation in self.organisations for team in organisation.teams]
        self.seats: list[Seat] = []
        for organisation in self.organisations:
            self.found(organisation)
        self.most_ties = max(settings.most_ties, *(len(person.ties) for person in self.agents))
        self.landscape.disturb(settings.disturbance)
        self.datacollector = mesa.DataCollector(tables={"panel": COLUMNS})
        self.collect()

    # --- founding -----------------------------------------------------------------------------------------

    def draw_expressions(self) -> list[list[tuple[int, float]]]:
        """What each option of a domain expresses, on the two dimensions that the domain bears on."""
        bearing = sorted(self.random.sample(range(DIMENSIONS), 2))
        return [[(v, self.random.random()) for v in bearing] for _ in range(OPTIONS)]

    def found(self, organisation: Organisation) -> None:
        """Seat people in the teams of an organisation, and tie them."""
        settings = self.settings
        for team in organisation.teams:
            for group in settings.unit:
                for number in range(group.count):
                    seat = Seat(group, team)
                    self.seats.append(seat)
                    if group.stay:
                        self.found_student(seat, number)
                    else:
                        self.found_staff(seat)
        for person, other in itertools.combinations(organisation.people(), 2):
            density = settings.density_within if person.team is other.team else settings.density_between
            if self.random.random() < density:
                person.befriend(other, settings.trust_low, settings.trust_high, "work")

    def found_staff(self, seat: Seat) -> None:
        """Staff do what they inherited, here and there something else."""
        code = seat.team.organisation.code
        practice = code.copy()
        for k in range(DOMAINS):
            if self.random.random() < self.settings.deviation:
                practice[k] = self.random.choice([q for q in range(OPTIONS) if q != code[k]])
        known = [{option, inherited} for option, inherited in zip(practice, code, strict=True)]
        person = Staff(self, seat, practice, known)
        person.energy, person.identity = self.settings.energy, self.settings.identity
        person.joined = LONG_AGO

    def found_student(self, seat: Seat, number: int) -> None:
        """Students are somewhere in their placement; cohorts begin spread evenly over the stay."""
        group = seat.group
        practice = [
            official if self.random.random() < COPY_STUDENT else self.random.randrange(OPTIONS)
            for official in seat.team.organisation.code
        ]
        person = Student(self, seat, practice, [{option} for option in practice])
        person.energy = self.settings.energy
        cohort = number * group.cohorts // group.count
        person.leaves = math.ceil(group.stay * (cohort + 1) / group.cohorts)
        person.joined = person.leaves - group.stay

    # --- the week -----------------------------------------------------------------------------------------

    def step(self) -> None:
        self.week += 1
        for team in self.teams:
            team.begin_week()
        self.rotate_students()
        self.recruit()
        self.agents.shuffle_do("work")
        self.hold_sessions()
        self.agents.shuffle_do("experiment")
        self.agents.shuffle_do("reflect")
        self.agents.do("forget")
        for team in self.teams:
            team.legitimate()
        for organisation in self.organisations:
            organisation.learn_code()
        self.agents.do("fall_in")
        for organisation in self.organisations:
            organisation.follow_members()
        for team in self.teams:
            team.become_safe()
        self.agents.do("recover")
        self.agents.do("belong")
        self.agents.do("let_ties_fade")
        self.agents.shuffle_do("make_ties")
        self.let_go([person for person in self.agents if person.wants_to_leave()])
        if self.week % self.settings.cadence == 0:
            self.collect()

    def collect(self) -> None:
        """Record the measures of the community and of every team."""
        for row in weekly_rows(self):
            self.datacollector.add_table_row("panel", row)

    def let_go(self, leavers: list[Person]) -> None:
        """People leave, and everybody's ties with them end."""
        for person in leavers:
            person.leave()
        if leavers:
            for person in self.agents:
                for gone in leavers:
                    person.ties.pop(gone, None)

    def rotate_students(self) -> None:
        """Placements end and begin."""
        self.let_go([person for person in self.agents if person.leaves <= self.week])
        here_already = list(self.agents)
        for seat in self.seats:
            if seat.holder is None and seat.group.stay:
                student = self.admit(Student, seat, COPY_STUDENT, here_already)
                student.leaves = self.week + seat.group.stay

    def recruit(self) -> None:
        """Vacancies among staff are filled after some weeks."""
        here_already = list(self.agents)
        for seat in self.seats:
            if seat.holder is None and not seat.group.stay and self.week - seat.vacant_since >= VACANCY:
                self.admit(Staff, seat, COPY_STAFF, here_already)

    def admit(self, kind: type[Person], seat: Seat, copy_code: float, here_already: list[Person]) -> Person:
        """A newcomer brings an own way of working, and takes over part of the official one."""
        practice, known = [], []
        for official in seat.team.organisation.code:
            brought = self.random.randrange(OPTIONS)
            taken = official if self.random.random() < copy_code else brought
            practice.append(taken)
            known.append({brought, taken})
        person = kind(self, seat, practice, known)
        self.introduce(person, [other for other in here_already if other.organisation is person.organisation])
        return person

    def introduce(self, person: Person, colleagues: list[Person]) -> None:
        """Ties with some of the team, one of them a student's mentor, and with a few people of other teams."""
        for other in colleagues:
            if other.team is not person.team and self.random.random() < CONTACT:
                person.befriend(other, ONBOARDING_LOW, ONBOARDING_HIGH, "work")
        own_team = [other for other in colleagues if other.team is person.team]
        mentored = person.role != "student"
        for other in self.random.sample(own_team, min(ONBOARDING_TIES, len(own_team))):
            kind = "work"
            if not mentored and other.role != "student":
                kind, mentored = "mentoring", True
            person.befriend(other, ONBOARDING_LOW, ONBOARDING_HIGH, kind)

    def hold_sessions(self) -> None:
        """Every `interval` weeks those who come sit in groups of about six, beside their team or mixed."""
        for person in self.agents:
            person.session = []
        if (self.week - 1) % self.settings.interval != 0:
            return
        attendees = [person for person in self.agents if self.attends(person)]
        if len(attendees) < 2:
            return
        for person in attendees:
            person.team.attended += 1
        for group in self.groups(attendees):
            Session(self, group).hold()
        for team in self.teams:
            if team.attended:
                share = team.attended / len(team.people)
                team.safety += SESSION_SAFETY * self.settings.facilitation * share * (1.0 - team.safety)

    def attends(self, person: Person) -> bool:
        organisation = person.organisation
        return (
            self.random.random() < organisation.learning_time * (1.0 - organisation.workload / 2.0) * person.energy
        )  # fmt: skip

    def groups(self, attendees: list[Person]) -> list[list[Person]]:
        """Teams sit in random order and people at random in their team, except those who sit anywhere."""
        place_of_team = {team: self.random.random() for team in self.teams}
        places = {}
        for person in attendees:
            mixed = self.random.random() < self.settings.mixing
            places[person] = (self.random.random() if mixed else place_of_team[person.team], self.random.random())
        seated = sorted(attendees, key=places.__getitem__)
        count = len(seated)
        number = max(1, (count + GROUP_SIZE // 2) // GROUP_SIZE)
        return [seated[count * g // number : count * (g + 1) // number] for g in range(number)]


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
    profile.runcall(run, Settings(), 1, 156)
    pstats.Stats(profile).sort_stats("tottime").print_stats(25)
