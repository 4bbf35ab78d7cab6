"""Whatever is done to a file, the answer is a scenario or faults, never a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from lcsim.part import Faults
from lcsim.scenario import load, load_text, scenario_files
from lcsim.scenario.csv_reading import read_table
from lcsim.scenario.tree import Collected

FOLDER = Path(__file__).parent.parent / "scenario_files" / "valid"
BITS = (
    *(
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!!int ",
        "!x ",
        "|\n",
        ">\n",
        "'",
        '"',
        "#",
        ",",
        "\n",
        "\t",
        "~",
    ),
    *(
        "null",
        "true",
        "off",
        ".nan",
        "-.inf",
        "1e400",
        "-1",
        "1.5",
        "99999999999999999999999",
        "0x",
        "\\",
        "\x00",
    ),
    *(
        "%YAML 1.1\n",
        "---\n",
        "...\n",
        "<<: ",
        "? ",
        "name",
        "value",
        "origin",
        "kind",
        "é",
        "\u2028",
        "\ufeff",
        "😀",
    ),
)


def mutate(text: str, luck: random.Random) -> str:
    for _ in range(luck.choice((1, 1, 2, 5))):
        lines = text.split("\n")
        at = luck.randrange(len(text) + 1)
        act = luck.randrange(7)
        if act == 0:
            text = text[:at] + luck.choice(BITS) + text[at:]
        elif act == 1:
            text = text[:at] + text[at + luck.randrange(1, 20) :]
        elif act == 2:
            i, j = luck.randrange(len(lines)), luck.randrange(len(lines))
            lines[i], lines[j] = lines[j], lines[i]
            text = "\n".join(lines)
        elif act == 3:
            i = luck.randrange(len(lines))
            lines.insert(luck.randrange(len(lines)), lines[i])
            text = "\n".join(lines)
        elif act == 4:
            words = text.split(" ")
            words[luck.randrange(len(words))] = luck.choice(BITS)
            text = " ".join(words)
        elif act == 5:
            words = text.split(" ")
            i, j = luck.randrange(len(words)), luck.randrange(len(words))
            words[i], words[j] = words[j], words[i]
            text = " ".join(words)
        else:
            text = text[:at] + chr(luck.choice((luck.randrange(128), luck.randrange(0xD800)))) + text[at + 1 :]
    return text


def survives(text: str) -> bool:
    """Whether it is a scenario; anything but a scenario or faults is raised."""
    try:
        load_text(text, folder=FOLDER)
    except Faults as faults:
        return told(faults)
    return True


def told(faults: Faults) -> bool:
    """False, once the faults are found to be some, and printable."""
    assert faults.faults
    str(faults).encode()
    return False


@pytest.mark.parametrize("part", range(10))
def test_a_thousand_mutated_files_never_give_anything_but_faults(part: int) -> None:
    base = (FOLDER / "everything.yaml").read_text(encoding="utf-8")
    good = 0
    for number in range(100):
        text = mutate(base, random.Random(f"file {part} {number}"))
        good += survives(text)
    assert 0 < good < 60


def test_mutated_derived_and_shipped_files_too() -> None:
    for name in ("derived", "tables"):
        base = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
        for number in range(60):
            survives(mutate(base, random.Random(f"{name} {number}")))
    base = scenario_files()["nursing_home"].read_text(encoding="utf-8")
    for number in range(10):
        survives(mutate(base, random.Random(f"home {number}")))


def test_mutated_bytes_too(tmp_path: Path) -> None:
    base = (FOLDER / "everything.yaml").read_bytes()
    luck = random.Random(9)
    path = tmp_path / "mutated.yaml"
    for _ in range(60):
        data = bytearray(base)
        for _ in range(luck.choice((1, 3))):
            data[luck.randrange(len(data))] = luck.randrange(256)
        path.write_bytes(bytes(data))
        try:
            load(path)
        except Faults as faults:
            told(faults)


def test_mutated_tables_too(tmp_path: Path) -> None:
    own = scenario_files()["own_organisation"].parent / "own_organisation"
    path = tmp_path / "table.csv"
    for name in ("people", "ties", "values"):
        base = (own / f"{name}.csv").read_text(encoding="utf-8")
        for number in range(40):
            path.write_text(mutate(base, random.Random(f"{name} {number}")), encoding="utf-8")
            read_table(path, "table.csv", {}, Collected())
