"""Scenarios: a short file in, a complete frozen `Scenario` out, or every fault at once."""

from __future__ import annotations

from lcsim.scenario.model import Scenario

__all__ = ["Scenario"]
