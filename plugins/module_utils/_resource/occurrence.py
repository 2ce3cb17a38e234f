# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often a schedule runs: between Qualys' nested choice of blocks and one flat set of values.

From the schema type SchedulePlanification: one block per type, and within the monthly one a choice of two forms.
The flat form has the keys every, count, days (onDays), day, order, weekday.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ansible_collections.community.qualys.plugins.module_utils._wire.shape import as_object, at


class Block(NamedTuple):
    """The block of one occurrence type, and the element that says every how many."""

    path: str
    every: str


BLOCKS = {
    "DAILY": Block("dailyOccurrence", "everyNDays"),
    "WEEKLY": Block("weeklyOccurrence", "everyNWeeks"),
    "MONTHLY": Block("monthlyOccurrence", "everyNMonths"),
}
BY_NUMBER, BY_ORDER = "occurDayNbInMonth", "occurDayOrderInMonth"
ORDERS = ("FIRST", "SECOND", "THIRD", "FOURTH", "LAST")


def flatten(scheduling: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the one block that the occurrence type selects."""
    chosen = BLOCKS.get(str(scheduling.get("occurrenceType", "")).upper())
    block = as_object(at(scheduling, "occurrence.%s" % chosen.path)) if chosen else {}
    if not chosen or not block:
        return {}
    form = _monthly_form(block) if chosen.path == "monthlyOccurrence" else block
    return {
        # A missing interval is read as one.
        "every": form.get(chosen.every) or 1,
        "count": block.get("occurrenceCount"),
        "days": block.get("onDays"),
        "day": form.get("dayNb"),
        "order": order_word(form.get("dayOrder")),
        "weekday": form.get("dayOfMonth"),
    }


def nest(occurrence_type: str, flat: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the occurrence element, or None for ONCE, which has none."""
    chosen = BLOCKS.get(occurrence_type)
    if chosen is None:
        return None
    every = {chosen.every: flat.get("every") or 1}
    count = {"occurrenceCount": flat["count"]} if flat.get("count") is not None else {}
    if occurrence_type == "WEEKLY":
        return {chosen.path: {**every, "onDays": flat.get("days"), **count}}
    if occurrence_type == "DAILY":
        return {chosen.path: {**every, **count}}
    if flat.get("day"):
        form = {BY_NUMBER: {"dayNb": flat["day"], **every}}
    else:
        form = {BY_ORDER: {"dayOrder": flat.get("order"), "dayOfMonth": flat.get("weekday"), **every}}
    return {chosen.path: {"monthlyType": form, **count}}


def order_word(value: Any) -> Any:
    """Return FIRST to LAST for the number that Qualys shows where it wants the word; 5 and -1 mean the last."""
    text = str(value)
    if text in ("-1", "5"):
        return "LAST"
    return ORDERS[int(text) - 1] if text in ("1", "2", "3", "4") else value


def _monthly_form(block: Mapping[str, Any]) -> Mapping[str, Any]:
    chosen = as_object(block.get("monthlyType"))
    return as_object(chosen.get(BY_NUMBER)) or as_object(chosen.get(BY_ORDER))
