"""Every sentence of the accounts, in English and Dutch."""

# sentences are kept in one piece

from __future__ import annotations

from typing import Final

from lcsim.report.comparison_texts import COMPARISON_TEXTS
from lcsim.report.sweep_texts import SWEEP_TEXTS
from lcsim.report.verdict_texts import VERDICT_TEXTS

TEXTS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "one_run": "one run of {weeks} weeks",
        "runs": "{n} runs of {weeks} weeks",
        "team": "1 team",
        "teams": "{n} teams",
        "staff": "{n} staff",
        "one_of_staff": "{n} member of staff",
        "students": "{n} students at a time",
        "student": "1 student at a time",
        "seed": "seed {first}",
        "seeds": "seeds {first}-{last}",
        "no_people": "nobody",
        "emerged_title": "What emerged, intended by nobody",
        "emerged": (
            "{mean} of {of} practices are now shared in a team that almost nobody there followed at the start "
            "({low} to {high})."
        ),
        "emerged_one": "{n} of {of} practices are now shared that almost nobody followed at the start:",
        "emerged_one_teams": (
            "In {n} of {of} cases ({domains} practices in {teams} teams) a practice is now shared in a team that "
            "almost nobody there followed at the start:"
        ),
        "emerged_none": "Nothing: no practice is now shared in a team that almost nobody there followed at the start.",
        "emerged_undefined": "There is no team of two or more people in which a practice could become shared.",
        "emerged_item": "{domain}: {option} ({before} of the team then, {now} now)",
        "emerged_more": "and {n} more",
        "teams_more": "and in {n} more teams",
        "nobody_met": "If nobody met: {mean}.",
        "partners_shuffled": "With partners shuffled: {mean}.",
        "null_runs": "({n} runs each)",
        "null_run": "(one run each)",
        "shuffling_hardly_matters": (
            "Shuffling changes little: these spread through what has become acceptable in a team and what "
            "colleagues do, hardly through who meets whom."
        ),
        "meeting_hardly_matters": (
            "Almost as much comes about when nobody meets: here it is no sign of learning from one another."
        ),
        "apart_two": "The two teams went different ways in {mean} of their practices",
        "apart_more": "Teams went different ways in {mean} of their practices, taken two by two",
        "often": "Most often: {items}.",
        "often_item": "{domain} (in {share} of teams)",
        "definition": "Shared: by 60% or more of the team; almost nobody: 20% or fewer.",
        "differing_title": "Where the teams differ",
        "differing_none": "In no practice do the teams have different most common ways.",
        "differing": "{n} of {of} practices have another most common way:",
        "contrasts": "Within one run, teams lie this far apart at the end (highest less lowest):",
        "by_team": "at the end, by team",
        "start": "start",
        "week": "week {week}",
        "stopped_weeks": "weeks {low} to {high}",
        "stopped_one": "Time stopped in {weeks}, when {why}: everything stays as it was then.",
        "stopped_runs": "Time stopped in {n} of {of} runs, in {weeks}, when {why}: everything stays as it was then.",
        "stopped_settled": "nothing could change any more",
        "stopped_unchanged": "a week had changed nothing",
        "stopped_events": "enough had happened",
        "events_of_a_week": "A week is {n} encounters here, of people drawn at random.",
        "range_runs": "range over runs",
        "range_weeks": "over its weeks",
        "to": "{low} to {high}",
        "agreement": "agreement",
        "level": "level",
        "space": "space",
        "quality": "quality",
        "agreement_note": "values, r_wg",
        "space_note": "bits per person",
        "quality_note": "of practice, 0 to 1",
        "level_is": "Level: {wording}.",
        "mean_degree": "Ties per person went from {start} to {end}",
        "density": "density from {start} to {end}",
        "isolates": "people without any from {start} to {end}",
        "honest_one": (
            "One run shows one course that things could have taken, not what usually happens: "
            "--replicates 40 shows how much is luck."
        ),
        "honest_few": (
            "The ranges are from the lowest to the highest of {n} runs. They show luck and circumstances, not "
            "what we do not know about people."
        ),
        "honest": (
            "The ranges hold the middle 80% of runs. They show luck and circumstances, not what we do not know "
            "about people."
        ),
        "failed": "{n} of {asked} runs failed: {example}",
        "failed_one": "seed {seed}: {error}",
        "interrupted": "Interrupted: {n} of {asked} runs were finished.",
        "left": "Figures, tables and how to repeat this: {folder}",
        "left_no_plots": "Tables and how to repeat this: {folder}",
        "compiling": "Compiling the model for this machine: about half a minute, this time only.",
        "compiling_always": (
            "Compiling the model: some minutes at most, and at every run, because there is no folder to keep it in. "
            "Name one that can be written in LCSIM_CACHE_DIR."
        ),
        "figures_failed": "Not all figures could be drawn: {error}",
        "stopped_early": "Interrupted before the first run was finished; nothing was written.",
        "stopped": "Interrupted: {n} of {asked} runs were finished{where}",
        "stopped_nulls": "Interrupted during the runs to compare with; those asked for were finished{where}",
        "where": "; they are in {folder}",
        "no_effect": "{name} starts in week {start}, after the last week ({weeks}): it does nothing here.",
        "no_tie_kept": "No tie is kept: tables.threshold is {threshold}, and the largest weight is {largest}.",
    },
    "nl": {
        "one_run": "één verloop van {weeks} weken",
        "runs": "{n} verlopen van {weeks} weken",
        "team": "1 team",
        "teams": "{n} teams",
        "staff": "{n} medewerkers",
        "one_of_staff": "{n} medewerker",
        "students": "{n} studenten tegelijk",
        "student": "1 student tegelijk",
        "seed": "seed {first}",
        "seeds": "seeds {first}-{last}",
        "no_people": "niemand",
        "emerged_title": "Wat ontstond, door niemand bedoeld",
        "emerged": (
            "{mean} van de {of} praktijken worden nu gedeeld in een team waar bijna niemand ze aan het begin "
            "volgde ({low} tot {high})."
        ),
        "emerged_one": "{n} van de {of} praktijken worden nu gedeeld die aan het begin bijna niemand volgde:",
        "emerged_one_teams": (
            "In {n} van de {of} gevallen ({domains} praktijken in {teams} teams) wordt nu in een team een praktijk "
            "gedeeld die daar aan het begin bijna niemand volgde:"
        ),
        "emerged_none": (
            "Niets: geen praktijk wordt nu gedeeld in een team waar bijna niemand haar aan het begin volgde."
        ),
        "emerged_undefined": "Er is geen team van twee of meer mensen waarin een praktijk gedeeld kon raken.",
        "emerged_item": "{domain}: {option} (toen {before} van het team, nu {now})",
        "emerged_more": "en nog {n}",
        "teams_more": "en in nog {n} teams",
        "nobody_met": "Als niemand elkaar sprak: {mean}.",
        "partners_shuffled": "Met verwisselde gesprekspartners: {mean}.",
        "null_runs": "(elk {n} verlopen)",
        "null_run": "(elk één verloop)",
        "shuffling_hardly_matters": (
            "Verwisselen verandert weinig: dit verspreidt zich via wat in een team aanvaardbaar is geworden en "
            "wat collega's doen, nauwelijks via wie wie spreekt."
        ),
        "meeting_hardly_matters": (
            "Bijna evenveel ontstaat als niemand elkaar spreekt: hier is het geen teken van leren van elkaar."
        ),
        "apart_two": "De twee teams gingen verschillende wegen in {mean} van hun praktijken",
        "apart_more": "Teams gingen verschillende wegen in {mean} van hun praktijken, twee aan twee",
        "often": "Het vaakst: {items}.",
        "often_item": "{domain} (in {share} van de teams)",
        "definition": "Gedeeld: door 60% of meer van het team; bijna niemand: 20% of minder.",
        "differing_title": "Waarin de teams verschillen",
        "differing_none": "In geen enkele praktijk verschilt de meest gevolgde manier van de teams.",
        "differing": "Bij {n} van de {of} praktijken verschilt de meest gevolgde manier:",
        "contrasts": "Binnen één verloop liggen teams aan het eind zo ver uiteen (hoogste min laagste):",
        "by_team": "aan het eind, per team",
        "start": "begin",
        "week": "week {week}",
        "stopped_weeks": "week {low} tot {high}",
        "stopped_one": "De tijd stopte in {weeks}, toen {why}: daarna blijft alles zoals het was.",
        "stopped_runs": "De tijd stopte in {n} van {of} verlopen, in {weeks}, toen {why}: daarna blijft alles zoals het was.",
        "stopped_settled": "er niets meer kon veranderen",
        "stopped_unchanged": "er in een week niets was veranderd",
        "stopped_events": "er genoeg was gebeurd",
        "events_of_a_week": "Een week is hier {n} ontmoetingen, van mensen die door toeval worden gekozen.",
        "range_runs": "over verlopen",
        "range_weeks": "over de weken",
        "to": "{low} tot {high}",
        "agreement": "overeenstemming",
        "level": "niveau",
        "space": "ruimte",
        "quality": "kwaliteit",
        "agreement_note": "waarden, r_wg",
        "space_note": "bits per persoon",
        "quality_note": "werk, 0 tot 1",
        "level_is": "Niveau: {wording}.",
        "mean_degree": "Banden per persoon gingen van {start} naar {end}",
        "density": "dichtheid van {start} naar {end}",
        "isolates": "mensen zonder band van {start} naar {end}",
        "honest_one": (
            "Eén verloop toont één weg die het had kunnen gaan, niet wat er meestal gebeurt: --replicates 40 "
            "laat zien hoeveel toeval is."
        ),
        "honest_few": (
            "De marges lopen van het laagste tot het hoogste van {n} verlopen. Ze tonen toeval en omstandigheden, "
            "niet wat wij niet weten over mensen."
        ),
        "honest": (
            "De marges bevatten de middelste 80% van de verlopen. Ze tonen toeval en omstandigheden, niet wat wij "
            "niet weten over mensen."
        ),
        "failed": "{n} van de {asked} verlopen mislukten: {example}",
        "failed_one": "seed {seed}: {error}",
        "interrupted": "Onderbroken: {n} van de {asked} verlopen waren klaar.",
        "left": "Figuren, tabellen en hoe dit te herhalen: {folder}",
        "left_no_plots": "Tabellen en hoe dit te herhalen: {folder}",
        "compiling": "Het model wordt voor deze machine vertaald: ongeveer een halve minuut, alleen deze keer.",
        "compiling_always": (
            "Het model wordt vertaald: hooguit enkele minuten, en bij elk verloop, want er is geen map om het in te "
            "bewaren. Noem er een waarin geschreven kan worden in LCSIM_CACHE_DIR."
        ),
        "figures_failed": "Niet alle figuren konden worden getekend: {error}",
        "stopped_early": "Onderbroken voordat het eerste verloop klaar was; er is niets weggeschreven.",
        "stopped": "Onderbroken: {n} van de {asked} verlopen waren klaar{where}",
        "stopped_nulls": "Onderbroken tijdens de verlopen ter vergelijking; de gevraagde waren klaar{where}",
        "where": "; ze staan in {folder}",
        "no_effect": "{name} begint in week {start}, na de laatste week ({weeks}): hier doet het niets.",
        "no_tie_kept": "Geen band blijft over: tables.threshold is {threshold}, en het grootste gewicht is {largest}.",
    },
}
for _more in (SWEEP_TEXTS, VERDICT_TEXTS, COMPARISON_TEXTS):
    for _lang, _texts in _more.items():
        TEXTS[_lang] |= _texts
