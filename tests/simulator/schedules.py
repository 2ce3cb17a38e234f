# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The nine operations on scan schedules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .calendar_file import calendar
from .call import Call, missing_id
from .criteria import BOOLEAN, DATE, INTEGER, KEYWORD, RELATION, TEXT, Field, at, compile_criteria, matches
from .envelope import Answer
from .failure import ServiceFailure, invalid_request
from .index_lag import missed
from .paging import cut, requested, search_answer
from .schedule_reading import is_invalid, is_multi, read_record, webapp_ids
from .schedule_writing import created, updated
from .state import State

Record = dict[str, Any]

ITEM = "WasScanSchedule"
SCAN_STATES = (
    "SUBMITTED",
    "RUNNING",
    "FINISHED",
    "TIME_LIMIT_EXCEEDED",
    "SCAN_NOT_LAUNCHED",
    "SCANNER_NOT_AVAILABLE",
    "ERROR",
    "CANCELED",
    "PROCESSING",
)
BULK_FIELDS = (
    "id",
    "name",
    "createdDate",
    "updatedDate",
    "type",
    "webApp.name",
    "webApp.id",
    "owner.id",
    "active",
    "invalid",
)


def fields(state: State) -> Mapping[str, Field]:
    """Return the searchable fields (WAS API: schedule search)."""

    def webapps(schedule: Record) -> list[Record]:
        return [state.webapps[number] for number in webapp_ids(state, schedule) if number in state.webapps]

    def tag_ids(schedule: Record) -> list[int]:
        return [member["Tag"]["id"] for webapp in webapps(schedule) for member in webapp["tags"].get("list", ())]

    return {
        "id": Field(INTEGER, at("id")),
        "name": Field(TEXT, at("name")),
        "owner.id": Field(INTEGER, at("owner", "id")),
        "createdDate": Field(DATE, at("createdDate")),
        "updatedDate": Field(DATE, at("updatedDate")),
        "active": Field(BOOLEAN, at("active")),
        "type": Field(KEYWORD, at("type"), choices=("VULNERABILITY", "DISCOVERY")),
        "webApp.name": Field(TEXT, lambda schedule: [webapp["name"] for webapp in webapps(schedule)]),
        "webApp.id": Field(INTEGER, lambda schedule: webapp_ids(state, schedule)),
        "webApp.tags": Field(RELATION, tag_ids),
        "webApp.tags.id": Field(INTEGER, tag_ids),
        "invalid": Field(BOOLEAN, lambda schedule: [is_invalid(state, schedule)]),
        "lastScan": Field(RELATION, at("lastScan")),
        "lastScan.launchedDate": Field(DATE, at("lastScan", "launchedDate")),
        "lastScan.status": Field(KEYWORD, at("lastScan", "status"), choices=SCAN_STATES),
        "multi": Field(BOOLEAN, lambda schedule: [is_multi(schedule)]),
    }


def matching(call: Call, only: tuple[str, ...] | None = None) -> list[Record]:
    """Return the schedules that meet the criteria, by id; only restricts the fields that may be used."""
    known = fields(call.state)
    if only is not None:
        known = {name: known[name] for name in only}
    conditions = compile_criteria(call.request.criteria, known, call.switches)
    schedules = call.state.schedules
    return [schedules[number] for number in sorted(schedules) if matches(schedules[number], conditions)]


def stored(call: Call) -> Record:
    """Return the schedule of the path, or raise the refusal for an unknown id."""
    found = call.state.schedules.get(call.number)
    if found is None:
        raise missing_id(call, ITEM)
    return found


def count(call: Call) -> Answer:
    """Answer how many schedules match."""
    return Answer(count=len(matching(call)), data=False)


def search(call: Call) -> Answer:
    """Answer one page of a search."""
    page = requested(call.request, call.switches)
    hidden = missed(call.state.unindexed)
    found = [record for record in matching(call) if record["id"] >= page.from_id and record["id"] not in hidden]
    on_page, more = cut(found, page)
    answer = search_answer([record["id"] for record in on_page], more, call.switches)
    return _with(call, answer, on_page, full=call.switches.search_record == "full")


def get(call: Call) -> Answer:
    """Answer one schedule in full."""
    return _with(call, Answer(count=1), [stored(call)], full=True)


def create(call: Call) -> Answer:
    """Store a new schedule and answer its id."""
    schedule = created(call)
    schedule["id"] = call.state.new_schedule_id()
    call.state.schedules[schedule["id"]] = schedule
    lag = int(call.switches.search_lag)
    if lag:
        call.state.unindexed[schedule["id"]] = lag
    if call.switches.create_echo == "full":
        return _with(call, Answer(count=1, ids=[schedule["id"]]), [schedule], full=True)
    return _ids([schedule])


def update(call: Call) -> Answer:
    """Change a schedule and answer its id."""
    schedule = updated(call, stored(call))
    call.state.schedules[schedule["id"]] = schedule
    return _ids([schedule])


def activate(call: Call) -> Answer:
    """Switch schedules on."""
    return _switch(call, True)


def deactivate(call: Call) -> Answer:
    """Switch schedules off."""
    return _switch(call, False)


def _switch(call: Call, active: bool) -> Answer:
    chosen = _chosen(call)
    for schedule in chosen:
        if schedule["active"] == active and call.switches.activate_again == "refuse":
            raise invalid_request(
                f"WasScanSchedule: schedule {schedule['id']} is already {'active' if active else 'inactive'}."
            )
        if call.switches.invalid_schedule_write == "refuse" and is_invalid(call.state, schedule):
            raise invalid_request("WasScanSchedule: the schedule is invalid, its web application was deleted.")
    for schedule in chosen:
        if schedule["active"] != active:
            schedule["active"] = active
            schedule["updatedDate"] = call.clock.stamp()
    return _ids(chosen)


def delete(call: Call) -> Answer:
    """Remove schedules."""
    chosen = _chosen(call)
    for schedule in chosen:
        del call.state.schedules[schedule["id"]]
        call.state.unindexed.pop(schedule["id"], None)
    return _ids(chosen)


def download(call: Call) -> Answer:
    """Answer schedules as an iCalendar document, which is not a ServiceResponse."""
    return Answer(document=("text/calendar", calendar(call, _chosen(call))))


def _chosen(call: Call) -> list[Record]:
    """Return the schedule of the path, or those that the criteria of the bulk form match."""
    if call.object_id is not None:
        return [stored(call)]
    if not call.request.criteria and call.switches.bulk_empty_filter == "refuse":
        raise invalid_request("WasScanSchedule: criteria are required.", "Specify an id or at least one criteria.")
    found = matching(call, only=BULK_FIELDS)
    if not found and call.switches.bulk_no_match == "refuse":
        raise ServiceFailure("INVALID_REQUEST", "There were no results corresponding to your request.")
    return found


def _ids(schedules: list[Record]) -> Answer:
    ids = [schedule["id"] for schedule in schedules]
    return Answer(ITEM, [{"id": number} for number in ids], count=len(ids), data=bool(ids), ids=ids)


def _with(call: Call, answer: Answer, schedules: list[Record], full: bool) -> Answer:
    answer.item = ITEM
    answer.cdata = True
    answer.records = [read_record(call, schedule, full) for schedule in schedules]
    return answer
