"""Pictures that you would show a class. The only room that knows matplotlib."""

from lcsim.plots.draw import FIGURES, draw_all, figures

__all__ = ["FIGURES", "draw_all", "figures"]
