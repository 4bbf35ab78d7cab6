/* The rule everyday_work with its default variants (bounded_influence, observation, deliberation, trust), by hand.
 *
 * The yardstick of c_encounters.py: what a good C programmer would write on the same columns, for the same bits. So
 * every sum is in the order of the formulas (compile with -ffp-contract=off), and all else is free: row pointers
 * hoisted, everything of a meeting in one function, all races of a person's week in one loop without branches and
 * without a remainder, what a team shares worked out once, the rows of the next organisation fetched in time.
 *
 * Tried and no faster: the least wait by integer comparisons, by masks, or found in two passes; a merge without
 * branches; shorter runs; -O2, -mtune of other processors, vectors of 256 bits, no vectorising of straight code.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define GOLDEN UINT64_C(0x9E3779B97F4A7C15)
#define MULTIPLIER_1 UINT64_C(0xBF58476D1CE4E5B9)
#define MULTIPLIER_2 UINT64_C(0x94D049BB133111EB)
#ifndef PAIR
#define PAIR UINT64_C(0xD1342543DE82EF95)
#endif
#ifndef NEWCOMER_WEEKS
#define NEWCOMER_WEEKS 26
#endif
#define EVENTS 9
#define LANES 8 /* numbers that are worked on together, at the most */
#define LINE 64 /* bytes that memory hands over at a time */
enum { LEARNED = 0, SWITCHED = 1, SWITCHED_AGAINST_UTILITY = 2, MET = 8 };
enum { LOG_LEARNED = 0, LOG_SWITCHED = 1 };
enum { LOGGED = 2 };

/* Columns that the rule reads or writes, and the lengths of their axes. c_encounters.py fills it by name. */
struct community {
    const uint64_t *key;
    double *values;
    const double *formative;
    int16_t *practice;
    void *known; /* uint8_t to eight options, else uint64_t */
    bool *complying;
    const double *identity, *authority, *openness;
    const int32_t *team, *organisation, *joined;
    const int32_t *tie_count, *tie_to;
    double *tie_trust;
    int16_t *tie_last;
    const int32_t *team_organisation;
    const double *safety, *legitimacy;
    int32_t *doing;
    const int32_t *team_size;
    int64_t *events;
    const uint64_t *organisation_key;
    const int16_t *code;
    const double *control, *workload;
    const double *expression;
    const int16_t *bears_on, *bears_count;
    const int16_t *partners, *dependents, *dependent_count;
    const uint64_t *landscape_key;
    const double *contributions;
    const double *redraw_share;
    const uint64_t *redraw_key;
    const int32_t *redraw_count;
    const int32_t *roll, *roll_start;
    int64_t *clock;
    int32_t *log;
    int64_t dimensions, domains, options, complexity, contributions_length;
    int64_t ties, known_length, wide, teams, organisations, log_length;
};

struct parameters {
    double mu, anchor;                                                                    /* bounded_influence */
    double learning;                                                                      /* observation */
    double beta_quality, beta_values, beta_peers, beta_code, inertia, tau, gamma;          /* deliberation */
    double kappa, learned;                                                                /* trust */
    int64_t meetings;                                                                     /* everyday_work */
    uint64_t stream, order, observation, deliberation;                                    /* keys of the luck */
};

/* --- luck and arithmetic ------------------------------------------------------------------------------------- */

static inline uint64_t mix(uint64_t x) {
    x = (x ^ (x >> 30)) * MULTIPLIER_1;
    x = (x ^ (x >> 27)) * MULTIPLIER_2;
    return x ^ (x >> 31);
}

static inline uint64_t stream(uint64_t seed, int64_t week, uint64_t rule) {
    return mix(mix(seed + GOLDEN) + (uint64_t)week * GOLDEN + rule);
}

static inline double to_share(uint64_t h) { return (double)(int64_t)(h >> 11) * 0x1p-53; }

static inline double as_double(int64_t bits) {
    double x;
    memcpy(&x, &bits, 8);
    return x;
}

static inline int64_t as_bits(double x) {
    int64_t bits;
    memcpy(&bits, &x, 8);
    return bits;
}

static inline double magnitude(double x) { return __builtin_fabs(x); }

/* Natural logarithm within 1e-6. */
static inline double short_logarithm(double x) {
    int64_t bits = as_bits(x);
    int64_t e = (bits - INT64_C(0x3FE6A09E00000000)) >> 52;
    double f = as_double(bits - (int64_t)((uint64_t)e << 52)) - 1.0;
    double p = 0.1182748089;
    p = p * f + -0.189019828;
    p = p * f + 0.2060467387;
    p = p * f + -0.2488133917;
    p = p * f + 0.3330329822;
    p = p * f + -0.5000196515;
    p = p * f + 1.000003248;
    return (double)e * 0.6931471805599453 + p * f;
}

/* The wait of a tie before it is divided by trust: -ln u. */
static inline double wait_of(uint64_t h) { return -short_logarithm(((double)(int64_t)(h >> 12) + 0.5) * 0x1p-52); }

static double logarithm(double x) {
    int64_t bits = as_bits(x);
    int64_t e = (bits - INT64_C(0x3FE6A09E00000000)) >> 52;
    double m = as_double(bits - (int64_t)((uint64_t)e << 52));
    double s = (m - 1.0) / (m + 1.0);
    double z = s * s;
    double p = 2.0 / 21.0;
    p = p * z + 2.0 / 19.0;
    p = p * z + 2.0 / 17.0;
    p = p * z + 2.0 / 15.0;
    p = p * z + 2.0 / 13.0;
    p = p * z + 2.0 / 11.0;
    p = p * z + 2.0 / 9.0;
    p = p * z + 2.0 / 7.0;
    p = p * z + 2.0 / 5.0;
    p = p * z + 2.0 / 3.0;
    double n = (double)e;
    return n * 0.6931471803691238 + (2.0 * s + (s * z * p + n * 1.9082149292705877e-10));
}

/* floor without the C library: x is within int64 here */
static inline double whole_below(double x) {
    double n = (double)(int64_t)x;
    return n > x ? n - 1.0 : n;
}

static double exponential(double x) {
    if (x < -700.0) return 0.0;
    if (x > 700.0) x = 700.0;
    double n = whole_below(x * 1.4426950408889634 + 0.5);
    double r = (x - n * 0.6931471803691238) - n * 1.9082149292705877e-10;
    double p = 1.0 / 6227020800.0;
    p = p * r + 1.0 / 479001600.0;
    p = p * r + 1.0 / 39916800.0;
    p = p * r + 1.0 / 3628800.0;
    p = p * r + 1.0 / 362880.0;
    p = p * r + 1.0 / 40320.0;
    p = p * r + 1.0 / 5040.0;
    p = p * r + 1.0 / 720.0;
    p = p * r + 1.0 / 120.0;
    p = p * r + 1.0 / 24.0;
    p = p * r + 1.0 / 6.0;
    p = p * r + 0.5;
    p = p * r + 1.0;
    p = p * r + 1.0;
    return p * as_double(((int64_t)n + 1023) << 52);
}

static inline double power(double base, double exponent) {
    return base <= 0.0 ? 0.0 : exponential(exponent * logarithm(base));
}

/* --- the landscape ------------------------------------------------------------------------------------------- */

/* f_k where there is no table; `option` is what `domain` would enact (domain -1: nothing changes). */
static double contribution(const struct community *s, const int16_t *way, int k, int own, int domain, int option) {
    uint64_t code = (uint64_t)(own + 1);
    for (int64_t c = 0; c < s->complexity; c++) {
        int partner = s->partners[k * s->complexity + c];
        code = code * UINT64_C(0xF1357AEA2E62A9C5) + (uint64_t)((partner == domain ? option : way[partner]) + 1);
    }
    uint64_t place = mix(s->landscape_key[0] + (uint64_t)(k + 1) * PAIR) + code * GOLDEN;
    for (int d = s->redraw_count[0] - 1; d >= 0; d--) {
        uint64_t redrawn = mix(place ^ s->redraw_key[d]);
        if (to_share(redrawn) < s->redraw_share[d]) return to_share(mix(redrawn + GOLDEN));
    }
    return to_share(mix(place));
}

static double gain_from_hashes(const struct community *s, const int16_t *way, int domain, int option) {
    double before = 0.0, after = 0.0;
    if (way[domain] >= 0) before += contribution(s, way, domain, way[domain], -1, 0);
    if (option >= 0) after += contribution(s, way, domain, option, -1, 0);
    for (int d = 0; d < s->dependent_count[domain]; d++) {
        int k = s->dependents[domain * s->domains + d];
        if (way[k] < 0) continue;
        before += contribution(s, way, k, way[k], -1, 0);
        after += contribution(s, way, k, way[k], domain, option);
    }
    return after - before;
}

static inline double quality_gain(const struct community *s, const int16_t *way, int domain, int option) {
    const int64_t length = s->contributions_length;
    if (length == 0) return gain_from_hashes(s, way, domain, option);
    const int64_t complexity = s->complexity, base = s->options + 1, one = s->options * length;
    const int16_t *partners = s->partners + domain * complexity;
    const double *f = s->contributions + domain * one;
    double before = 0.0, after = 0.0;
    int64_t at = 0;
    for (int64_t c = 0; c < complexity; c++) at = at * base + way[partners[c]] + 1;
    if (way[domain] >= 0) before += f[way[domain] * length + at];
    if (option >= 0) after += f[option * length + at];
    const int16_t *dependents = s->dependents + domain * s->domains;
    const int count = s->dependent_count[domain];
    for (int d = 0; d < count; d++) {
        const int k = dependents[d], own = way[k];
        if (own < 0) continue;
        const int16_t *of_k = s->partners + k * complexity;
        int64_t now = 0, then = 0;
        for (int64_t c = 0; c < complexity; c++) {
            const int partner = of_k[c], digit = way[partner];
            now = now * base + digit + 1;
            then = then * base + (partner == domain ? option : digit) + 1;
        }
        const double *row = s->contributions + k * one + own * length;
        before += row[now];
        after += row[then];
    }
    return after - before;
}

/* --- acts ------------------------------------------------------------------------------------------------------ */

static void note(const struct community *s, int64_t week, int kind, int who, int source, int domain, int option) {
    const int64_t at = s->clock[LOGGED];
    if (at >= s->log_length) return;
    int32_t *row = s->log + at * 6;
    row[0] = (int32_t)week;
    row[1] = kind;
    row[2] = who;
    row[3] = source;
    row[4] = domain;
    row[5] = option;
    s->clock[LOGGED] = at + 1;
}

static inline double fit(const struct community *s, const double *restrict values, int domain, int option) {
    if (option < 0) return 0.0;
    const int n = s->bears_count[domain];
    if (n == 0) return 1.0;
    const int16_t *on = s->bears_on + domain * s->dimensions;
    const double *expressed = s->expression + (domain * s->options + option) * s->dimensions;
    double total = 0.0;
    for (int b = 0; b < n; b++) total += magnitude(values[on[b]] - expressed[on[b]]);
    return 1.0 - total / n;
}

static inline double clip(double x) { return x < 0.0 ? 0.0 : x > 1.0 ? 1.0 : x; }

/* --- one meeting ----------------------------------------------------------------------------------------------- */

/* What stays the same in all meetings of one person in one week. */
struct person {
    int32_t i, team, organisation;
    double *values;
    int16_t *practice;
    int64_t *events;
    double openness, bracket, free;
};

/* Weigh the option seen; see deliberation.py. */
static inline void deliberate(const struct community *s, const struct parameters *p, int64_t week, uint64_t luck,
                              const struct person *me, int j, int domain, int option, double acceptable) {
    const uint64_t base = luck + p->deliberation;
    if (to_share(mix(base + GOLDEN)) >= acceptable) return;
    const int a = me->practice[domain];
    const int code = s->code[me->organisation * s->domains + domain];
    int32_t *doing = s->doing + (me->team * s->domains + domain) * s->options;
    double u = p->beta_quality * quality_gain(s, me->practice, domain, option);
    u += p->beta_values * (fit(s, me->values, domain, option) - fit(s, me->values, domain, a));
    const double told = code < 0 ? 0.0 : code == option ? 1.0 : code == a ? -1.0 : 0.0;
    u += p->beta_code * s->control[me->organisation] * told;
    const int size = s->team_size[me->team];
    u += p->beta_peers * ((double)(doing[option] - (a >= 0 ? doing[a] : 0)) / (size > 1 ? size : 1));
    const double chance = 1.0 / (1.0 + exponential(-(u - p->inertia) / p->tau));
    if (to_share(mix(base + GOLDEN + GOLDEN)) >= chance) return;
    if (a >= 0) doing[a] -= 1;
    doing[option] += 1;
    me->practice[domain] = (int16_t)option;
    s->complying[me->i * s->domains + domain] = false;
    me->events[SWITCHED] += 1;
    if (u < 0.0) me->events[SWITCHED_AGAINST_UTILITY] += 1;
    note(s, week, LOG_SWITCHED, me->i, j, domain, option);
}

/* See one domain of j's work; return whether an option was learned. */
static inline bool observe(const struct community *s, const struct parameters *p, int64_t week, uint64_t luck,
                           const struct person *me, int j, const int16_t *theirs, double trust, const bool wide) {
    const uint64_t base = luck + p->observation;
    const int domain = (int)((double)(int64_t)(mix(base + GOLDEN) >> 11) * 0x1p-53 * (double)s->domains);
    const int option = theirs[domain];
    if (option < 0 || option == me->practice[domain]) return false;
    double gate = 1.0;
    if (s->joined[j] > week - NEWCOMER_WEEKS) {
        const double merit = clip(quality_gain(s, me->practice, domain, option));
        gate = 1.0 - (1.0 - s->identity[j]) * (1.0 - merit);
    }
    const double chance = to_share(mix(base + GOLDEN + GOLDEN));
    const double legitimacy = s->legitimacy[(me->team * s->domains + domain) * s->options + option];
    const double acceptable = legitimacy + (1.0 - legitimacy) * me->bracket;
    bool known = true;
    const int64_t place = me->i * s->known_length + domain;
    if (s->known_length > 0)
        known = wide ? ((uint64_t *)s->known)[place] >> option & 1 : ((uint8_t *)s->known)[place] >> option & 1;
    if (known) {
        if (chance < gate * me->free) deliberate(s, p, week, luck, me, j, domain, option, acceptable);
        return false;
    }
    if (chance >= p->learning * me->free * 2.0 * trust * gate * acceptable) return false;
    if (wide)
        ((uint64_t *)s->known)[place] |= UINT64_C(1) << option;
    else
        ((uint8_t *)s->known)[place] |= (uint8_t)(1u << option);
    me->events[LEARNED] += 1;
    note(s, week, LOG_LEARNED, me->i, j, domain, option);
    return true;
}

/* Influence, observation, adoption, trust. */
static inline void meet(const struct community *s, const struct parameters *p, int64_t week, uint64_t luck,
                        const struct person *me, int j, double *tie_trust, int16_t *tie_last, const bool wide) {
    const int64_t dimensions = s->dimensions, domains = s->domains;
    double *restrict mine = me->values;
    const double *restrict others = s->values + j * dimensions;
    const int16_t *theirs = s->practice + j * domains;
    const double trust = *tie_trust;
    double distance = 0.0;
    for (int64_t v = 0; v < dimensions; v++) distance += magnitude(mine[v] - others[v]);
    distance /= (double)dimensions;
    if (distance < me->openness) {
        const double voice = s->joined[j] > week - NEWCOMER_WEEKS ? s->identity[j] : s->authority[j];
        const double step = p->mu * trust * voice;
        for (int64_t v = 0; v < dimensions; v++) mine[v] += step * (others[v] - mine[v]);
    }
    const bool learned = observe(s, p, week, luck, me, j, theirs, trust, wide);
    int same = 0;
    for (int64_t k = 0; k < domains; k++) same += (me->practice[k] == theirs[k]) & (theirs[k] >= 0);
    double target = (1.0 - distance) / 2.0 + (double)same / (double)domains / 2.0;
    if (learned) target += p->learned;
    if (target > 1.0) target = 1.0;
    *tie_trust = trust + p->kappa * (target - trust);
    *tie_last = (int16_t)week;
}

/* --- the race ---------------------------------------------------------------------------------------------------- */

/* Fill `waits` with -ln u of all ties, one meeting of the week after the other; mix(hashes) is the luck of each. */
static inline void draw_waits(const uint64_t *restrict key, const int32_t *restrict others, int64_t n,
                              int64_t meetings, uint64_t own, uint64_t *restrict hashes, double *restrict waits) {
    for (int64_t e = 0; e < n; e++) hashes[e] = key[others[e]] * PAIR;
    for (int64_t ordinal = meetings - 1; ordinal >= 0; ordinal--) {
        const uint64_t inner = mix(own + (uint64_t)ordinal * GOLDEN);
        for (int64_t e = 0; e < n; e++) hashes[ordinal * n + e] = inner + hashes[e];
    }
    const int64_t whole = (meetings * n + LANES - 1) / LANES * LANES;
    for (int64_t at = 0; at < whole; at++) waits[at] = wait_of(mix(hashes[at]));
}

static inline int64_t choose_partner(const double *restrict waits, const double *restrict trust, int64_t n,
                                     double *restrict finish) {
    for (int64_t e = 0; e < n; e++) finish[e] = waits[e] / trust[e];
    int64_t best = 0;
    double least = finish[0];
    for (int64_t e = 1; e < n; e++)
        if (finish[e] < least) {
            least = finish[e];
            best = e;
        }
    return best;
}

/* --- the order of people ----------------------------------------------------------------------------------------- */

struct place {
    uint64_t key;
    int32_t row;
};

/* Stable: insertion in runs of 12, then merging upward. */
static void sort_places(struct place *a, struct place *spare, int64_t n) {
    const int64_t run = 12;
    for (int64_t low = 0; low < n; low += run) {
        const int64_t high = low + run < n ? low + run : n;
        for (int64_t x = low + 1; x < high; x++) {
            const struct place here = a[x];
            int64_t y = x - 1;
            for (; y >= low && a[y].key > here.key; y--) a[y + 1] = a[y];
            a[y + 1] = here;
        }
    }
    for (int64_t width = run; width < n; width *= 2) {
        for (int64_t low = 0; low < n; low += 2 * width) {
            const int64_t middle = low + width < n ? low + width : n;
            const int64_t high = low + 2 * width < n ? low + 2 * width : n;
            int64_t left = low, right = middle, at = low;
            while (left < middle && right < high) spare[at++] = a[left].key <= a[right].key ? a[left++] : a[right++];
            while (left < middle) spare[at++] = a[left++];
            while (right < high) spare[at++] = a[right++];
        }
        memcpy(a, spare, (size_t)n * sizeof *a);
    }
}

/* --- the week ---------------------------------------------------------------------------------------------------- */

struct scratch {
    struct place *places, *spare, *visits;
    uint64_t *hashes;
    double *waits, *finish, *brackets;
};

static inline void person_week(const struct community *s, const struct parameters *p, uint64_t start, int64_t week,
                               int i, const struct scratch *own, const bool wide) {
    const int64_t dimensions = s->dimensions, n = s->tie_count[i];
    double *restrict values = s->values + i * dimensions;
    const double *restrict formative = s->formative + i * dimensions;
    for (int64_t v = 0; v < dimensions; v++) values[v] += p->anchor * (formative[v] - values[v]);
    if (n == 0) return;
    const int32_t team = s->team[i], organisation = s->organisation[i];
    const struct person me = {
        .i = i,
        .team = team,
        .organisation = organisation,
        .values = values,
        .practice = s->practice + i * s->domains,
        .events = s->events + team * EVENTS,
        .openness = s->openness[i],
        .bracket = own->brackets[team],
        .free = 1.0 - s->workload[organisation],
    };
    const int32_t *others = s->tie_to + i * s->ties;
    double *trust = s->tie_trust + i * s->ties;
    int16_t *last = s->tie_last + i * s->ties;
    draw_waits(s->key, others, n, p->meetings, start ^ s->key[i], own->hashes, own->waits);
    for (int64_t ordinal = 0; ordinal < p->meetings; ordinal++) {
        const int64_t slot = choose_partner(own->waits + ordinal * n, trust, n, own->finish);
        const int j = others[slot];
        meet(s, p, week, mix(own->hashes[ordinal * n + slot]), &me, j, trust + slot, last + slot, wide);
    }
    me.events[MET] += p->meetings;
}

/* gcc takes a function that only fetches for one that does nothing, and drops it, unless it is inlined in time */
#define INLINED static inline __attribute__((always_inline))

/* Ask memory for a row of a column. */
INLINED void fetch(const void *column, int64_t row, size_t bytes) {
    const char *start = (const char *)column + row * (int64_t)bytes;
    for (size_t at = 0; at < bytes; at += LINE) __builtin_prefetch(start + at);
}

INLINED void fetch_person(const struct community *s, int64_t i) {
    const size_t domains = (size_t)s->domains, dimensions = (size_t)s->dimensions, ties = (size_t)s->ties;
    fetch(s->key, i, sizeof *s->key);
    fetch(s->values, i, dimensions * sizeof *s->values);
    fetch(s->formative, i, dimensions * sizeof *s->formative);
    fetch(s->practice, i, domains * sizeof *s->practice);
    fetch(s->known, i, (size_t)s->known_length * (s->wide ? sizeof(uint64_t) : sizeof(uint8_t)));
    fetch(s->identity, i, sizeof *s->identity);
    fetch(s->authority, i, sizeof *s->authority);
    fetch(s->openness, i, sizeof *s->openness);
    fetch(s->team, i, sizeof *s->team);
    fetch(s->organisation, i, sizeof *s->organisation);
    fetch(s->joined, i, sizeof *s->joined);
    fetch(s->tie_count, i, sizeof *s->tie_count);
    fetch(s->tie_to, i, ties * sizeof *s->tie_to);
    fetch(s->tie_trust, i, ties * sizeof *s->tie_trust);
    fetch(s->tie_last, i, ties * sizeof *s->tie_last);
}

static inline void everyday_work(const struct community *s, const struct parameters *p, uint64_t seed, int64_t week,
                                 const struct scratch *own, const bool wide) {
    const uint64_t start = stream(seed, week, p->stream), order = stream(seed, week, p->order);
    for (int64_t t = 0; t < s->teams; t++)
        own->brackets[t] = power(s->safety[t] * (1.0 - s->control[s->team_organisation[t]]), p->gamma);
    for (int64_t o = 0; o < s->organisations; o++)
        own->visits[o] = (struct place){mix(order ^ s->organisation_key[o]), (int32_t)o};
    sort_places(own->visits, own->spare, s->organisations);
    for (int64_t at = 0; at < s->organisations; at++) {
        const int o = own->visits[at].row;
        const int32_t *rows = s->roll + s->roll_start[o];
        const int64_t n = s->roll_start[o + 1] - s->roll_start[o];
        for (int64_t m = 0; m < n; m++) own->places[m] = (struct place){mix(order ^ s->key[rows[m]]), rows[m]};
        sort_places(own->places, own->spare, n);
        int64_t coming = 0, last = 0;
        if (at + 1 < s->organisations) {
            coming = s->roll_start[own->visits[at + 1].row];
            last = s->roll_start[own->visits[at + 1].row + 1];
        }
        for (int64_t m = 0; m < n; m++) {
            if (coming < last) fetch_person(s, s->roll[coming++]);
            person_week(s, p, start, week, own->places[m].row, own, wide);
        }
    }
}

static bool make_scratch(struct scratch *own, const struct community *s, const struct parameters *p) {
    const int64_t people = s->roll_start[s->organisations];
    const size_t most = (size_t)(people > s->organisations ? people : s->organisations) + 1;
    const size_t ties = (size_t)s->ties, races = ties * (size_t)p->meetings + LANES;
    own->places = malloc(most * sizeof *own->places);
    own->spare = malloc(most * sizeof *own->spare);
    own->visits = malloc(most * sizeof *own->visits);
    own->hashes = calloc(races, sizeof *own->hashes);
    own->waits = malloc(races * sizeof *own->waits);
    own->finish = malloc((ties + 1) * sizeof *own->finish);
    own->brackets = malloc((size_t)(s->teams + 1) * sizeof *own->brackets);
    return own->places && own->spare && own->visits && own->hashes && own->waits && own->finish && own->brackets;
}

static void free_scratch(struct scratch *own) {
    free(own->places);
    free(own->spare);
    free(own->visits);
    free(own->hashes);
    free(own->waits);
    free(own->finish);
    free(own->brackets);
}

/* Whole weeks of the rule; 0 when done, 1 when there is no memory. */
int weeks_of_everyday_work(const struct community *s, const struct parameters *p, uint64_t seed, int64_t first_week,
                           int64_t weeks) {
    struct scratch own;
    const bool enough = make_scratch(&own, s, p);
    for (int64_t week = first_week; enough && week < first_week + weeks; week++) {
        if (s->wide)
            everyday_work(s, p, seed, week, &own, true);
        else
            everyday_work(s, p, seed, week, &own, false);
    }
    free_scratch(&own);
    return enough ? 0 : 1;
}

/* The races of everybody in one week and nothing else: the sum of the slots chosen, -1 when there is no memory. */
int64_t races_of_a_week(const struct community *s, const struct parameters *p, uint64_t seed, int64_t week) {
    struct scratch own;
    int64_t total = 0;
    const uint64_t start = stream(seed, week, p->stream);
    const bool enough = make_scratch(&own, s, p);
    for (int64_t at = 0; enough && at < s->roll_start[s->organisations]; at++) {
        const int i = s->roll[at];
        const int64_t n = s->tie_count[i];
        if (n == 0) continue;
        draw_waits(s->key, s->tie_to + i * s->ties, n, p->meetings, start ^ s->key[i], own.hashes, own.waits);
        for (int64_t ordinal = 0; ordinal < p->meetings; ordinal++)
            total += choose_partner(own.waits + ordinal * n, s->tie_trust + i * s->ties, n, own.finish);
    }
    free_scratch(&own);
    return enough ? total : -1;
}
