"""Whole lives of grants, made from a seed, with known violations: what a check must find, and where it must keep quiet.

It is written from the rule catalogue and the file format alone: nothing of the library decides anything here. Only the built-in holidays
and timetables are read from it, as text.
"""

from __future__ import annotations

from hibah.simulate.portfolio import Simulated, simulate

__all__ = ["Simulated", "simulate"]
