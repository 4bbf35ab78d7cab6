"""All figures of the analysis of a sweep, by name; each is drawn when it is asked for (in house style)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from lcsim.analysis.contrasts import Contrast
from lcsim.analysis.morris import Morris
from lcsim.analysis.regression import Regression
from lcsim.analysis.sobol import Sobol
from lcsim.analysis.sweep_findings import Findings
from lcsim.plots import contrasts, screening, settling, shares, sobol_bars, tornado
from lcsim.plots import map as map_plot

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def sweep_figures(
    found: Findings, lang: str, labels: Mapping[str, str], named: Callable[[str], str]
) -> Iterator[tuple[str, Callable[[], Figure]]]:
    """Name and how to draw every figure of `found`.

    Parameters
    ----------
    labels, named
        What people call factors, and measures.
    """
    many = len(found.sweep.arms) > 1
    for one in found.findings:
        title = f"{named(one.measure)}, {_plain(one.arm)}" if many else named(one.measure)
        name = f"{one.measure}_{one.arm}" if many else one.measure
        value = one.sensitivity
        if isinstance(value, Sobol) and np.isfinite(value.total.value).any():
            said = value if one.shares is None else replace(value, shares=one.shares)  # one number for one thing
            yield f"sobol_{name}", partial(sobol_bars.draw, said, title, lang, labels)
        elif isinstance(value, Morris):
            yield f"morris_{name}", partial(screening.draw, value, title, lang, labels)
        elif isinstance(value, Regression) and np.isfinite(value.coefficients.value).any():
            yield f"tornado_{name}", partial(tornado.draw, value, title, lang, labels)
    for arm in found.sweep.arms:
        lines = {
            named(one.measure): one.settling for one in found.findings if one.arm == arm and one.settling is not None
        }
        parts = {
            named(one.measure): one.shares
            for one in found.findings
            if one.arm == arm and one.shares is not None and np.isfinite(one.shares.shares.value).any()
        }
        if parts:
            title = _plain(arm) if many else ""
            yield f"shares_{arm}" if many else "shares", partial(shares.draw, parts, title, lang)
        if lines:
            yield f"convergence_{arm}" if many else "convergence", partial(settling.draw, lines, lang)
    if found.contrasts:
        apart: dict[str, list[Contrast]] = {}
        for contrast in found.contrasts:
            apart.setdefault(named(contrast.measure), []).append(contrast)
        yield "arms", partial(contrasts.draw, apart, lang)
    for (measure, arm, against), difference in found.maps.items():
        name = f"map_{measure}_{arm}_{against}" if against else f"map_{measure}_{arm}" if many else f"map_{measure}"
        told = _plain(arm) if many else ""
        yield name, partial(map_plot.draw, difference, told, _plain(against), named(measure), lang, labels)


def _plain(name: str) -> str:
    return name.replace("_", " ")
