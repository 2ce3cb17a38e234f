# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every behaviour of Qualys that no readable document settles, as a named switch.

One table: name, choices, default, what it decides, and where the doubt comes from.
The simulator can play each choice, so that a client can be tested against all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .agent_switches import TABLE as AGENT_SWITCHES
from .pci_switches import PCI_SWITCHES
from .switch import Switch

WAS = "WAS schedules, "
HOST = "Host assets, "
PLATFORM = "Platform, "


class SwitchError(ValueError):
    """An unknown switch or a value it does not have; the message lists the valid ones."""


TABLE: tuple[Switch, ...] = (
    # Transport and envelope
    Switch(
        "error_http",
        ("200", "real"),
        "200",
        "HTTP status of a refusal: always 200 (recorded) or 401/403/404/400/500 by response code.",
        PLATFORM + "3.3 responseCode values",
    ),
    Switch(
        "empty_search",
        ("bare", "with_data"),
        "bare",
        "A search without a match: only count 0, or also hasMoreRecords false and an empty data element.",
        PLATFORM + "3.2 Answer; " + HOST + "1.4 Response envelope",
    ),
    Switch(
        "missing_id_code",
        ("NOT_FOUND", "OBJECT_NOT_FOUND", "UNKNOWN_OBJECT", "INVALID_REQUEST"),
        "NOT_FOUND",
        "Response code for get, update, delete, (de)activate and download of an id that does not exist.",
        WAS + "6 Errors; " + HOST + "6.2",
    ),
    Switch(
        "missing_required_code",
        ("INVALID_REQUEST", "CANNOT_BE_NULL"),
        "INVALID_REQUEST",
        "Response code when create lacks an element it needs.",
        WAS + "6 Errors",
    ),
    Switch(
        "missing_module_answer",
        ("xml", "html"),
        "xml",
        "A user without the WAS module gets UNAUTHORIZED as XML/JSON, or HTTP 403 with an HTML page.",
        PLATFORM + "3.3 and 7",
    ),
    Switch(
        "unknown_field_http",
        ("400", "200"),
        "400",
        "HTTP status of INVALID_REQUEST for a field that cannot be searched.",
        HOST + "3.6 Bad criteria",
    ),
    Switch(
        "last_id_when_done",
        ("absent", "present"),
        "absent",
        "Whether the last page of a search carries lastId too.",
        HOST + "1.4 Response envelope",
    ),
    Switch(
        "page_order",
        ("ascending", "shuffled"),
        "ascending",
        "Order of the records within a page of a search for host assets; lastId is the highest id either way.",
        HOST + "4.2 Recommended loop",
    ),
    Switch(
        "limit_headers",
        ("none", "all"),
        "none",
        "Send the six X-RateLimit-* and X-Concurrency-Limit-* headers with every answer.",
        PLATFORM + "4.1 and 4.3",
    ),
    Switch(
        "evaluation_header",
        ("present", "absent"),
        "present",
        "Send 'evaluation: false' with successful answers.",
        PLATFORM + "3.2 Answer",
    ),
    Switch(
        "powered_by_header",
        ("present", "absent"),
        "present",
        "Send x-powered-by with the platform, subscription and user.",
        PLATFORM + "3.2 Answer",
    ),
    Switch(
        "schema_attr_other_object",
        ("no", "yes"),
        "no",
        "The schema location attribute of the answer names another object than the one asked for.",
        PLATFORM + "3.2 Answer",
    ),
    Switch(
        "json_negotiation",
        ("independent", "together", "never", "refuse"),
        "independent",
        "JSON answers need only the Accept header, or Accept and Content-Type together; or there are none: XML comes"
        " instead, or HTTP 406.",
        HOST + "1.5 JSON; " + WAS + "1 Transport and envelope",
    ),
    Switch(
        "bare_body",
        ("refuse", "xml"),
        "refuse",
        "A body without a content type: HTTP 415, or read as XML, on which a published client relies.",
        PLATFORM + "2.5 Content types and JSON",
    ),
    Switch(
        "layout_whitespace",
        ("drop", "keep"),
        "drop",
        "Blanks with a line break around a text (as the printed samples have) are layout, or part of the text.",
        "WAS update schedule samples; " + WAS + "7 quirk 6",
    ),
    # Search
    Switch(
        "page_limit_over_1000",
        ("refuse", "clamp"),
        "refuse",
        "limitResults above 1000 is refused with INVALID_REQUEST, or treated as 1000.",
        HOST + "4.1 preferences; " + PLATFORM + "7",
    ),
    Switch(
        "keyword_case",
        ("insensitive", "sensitive"),
        "insensitive",
        "Comparison of keyword criteria (state, type, trackingMethod).",
        HOST + "3.2",
    ),
    Switch(
        "text_equals_case",
        ("sensitive", "insensitive"),
        "sensitive",
        "Comparison of text criteria with EQUALS and NOT EQUALS.",
        HOST + "3.2; " + WAS + "5.2 Operators",
    ),
    Switch(
        "contains_case",
        ("insensitive", "sensitive"),
        "insensitive",
        "Comparison of text criteria with CONTAINS.",
        HOST + "3.2; " + WAS + "5.2 Operators",
    ),
    Switch(
        "text_in",
        ("refuse", "accept"),
        "refuse",
        "Operator IN on text fields, which the operator table does not list.",
        HOST + "3.2 IN values",
    ),
    Switch(
        "not_equals_missing",
        ("exclude", "include"),
        "exclude",
        "NOT EQUALS on a record that has no value for the field at all.",
        HOST + "3.5 Cloud fields (inferred)",
    ),
    Switch(
        "search_lag",
        ("0", "1", "3"),
        "0",
        "How many searches still miss an object that was just created.",
        PLATFORM + "5.2 Client rules (search index lag)",
    ),
    # Host assets
    Switch(
        "azure_tag_pairing",
        ("same_tag", "any_tag"),
        "same_tag",
        "azureTagKey and azureTagValue together must match one tag, or each any tag.",
        HOST + "3.5 Cloud fields",
    ),
    Switch(
        "azure_criteria_scope",
        ("azure_only", "any_cloud"),
        "azure_only",
        "location, state, subnet and the IP criteria look at Azure sources only, or at every cloud.",
        HOST + "3.5 Cloud fields",
    ),
    Switch(
        "cloud_provider_criteria",
        ("refuse", "accept"),
        "refuse",
        "Whether cloudProviderType can be searched.",
        HOST + "3.5 Cloud fields",
    ),
    Switch(
        "tracking_method_azure",
        ("accept", "refuse"),
        "accept",
        "VIRTUAL_MACHINE_ID, which answers contain but the filter list does not, as trackingMethod criterion.",
        HOST + "2.3 trackingMethod",
    ),
    Switch(
        "fields_without_id",
        ("implicit", "explicit"),
        "implicit",
        "With ?fields= that do not list id: id is returned all the same, or not.",
        HOST + "1.6 Field selection",
    ),
    Switch(
        "fields_unknown_name",
        ("ignore", "refuse"),
        "ignore",
        "An unknown name in ?fields= is ignored, or refused with INVALID_REQUEST.",
        HOST + "1.6 Field selection",
    ),
    Switch(
        "source_list_nesting",
        ("single", "double"),
        "single",
        "sourceInfo holds one list, or a list in a list as the first Azure sample prints it.",
        HOST + "2.5 sourceInfo",
    ),
    # Schedules: writing
    Switch(
        "duplicate_schedule_names",
        ("allow", "refuse"),
        "allow",
        "Whether two schedules may have the same name.",
        WAS + "7 quirk 6",
    ),
    Switch(
        "scheduling_update",
        ("merge", "replace", "refuse"),
        "merge",
        "A partial scheduling on update is merged, replaces the whole (children not sent are gone), "
        "or is refused unless startDate is part of it.",
        WAS + "4 Create vs update",
    ),
    Switch(
        "past_start_on_update",
        ("accept", "refuse"),
        "accept",
        "A startDate in the past on update, even if it is the stored one.",
        WAS + "7 quirk 2",
    ),
    Switch(
        "past_start_code",
        ("INVALID_REQUEST", "INVALID_PARAM", "OTHER_ERROR"),
        "INVALID_REQUEST",
        "Response code of 'Start Time cannot be before current time'.",
        WAS + "7 quirk 2",
    ),
    Switch(
        "target_update",
        ("merge", "replace"),
        "merge",
        "A partial target on update is merged, or replaces the whole target.",
        WAS + "4 Create vs update",
    ),
    Switch(
        "target_kind_change",
        ("refuse", "accept"),
        "refuse",
        "Turning a single web application schedule into a multi schedule (or back) by update.",
        WAS + "4 Create vs update",
    ),
    Switch(
        "type_update",
        ("accept", "refuse"),
        "accept",
        "Changing the type of an existing schedule.",
        WAS + "4 Create vs update",
    ),
    Switch("owner_write", ("accept", "refuse"), "accept", "Setting the owner of a schedule.", WAS + "3.1 Top level"),
    Switch(
        "notification_update",
        ("merge", "replace"),
        "merge",
        "A partial notification on update is merged, or replaces the whole notification.",
        WAS + "7 quirk 8",
    ),
    Switch(
        "empty_set",
        ("refuse", "clear"),
        "refuse",
        "An empty <set/> (add, remove) is schema-invalid, or <set/> clears the list.",
        WAS + "4 list operators",
    ),
    Switch(
        "list_on_write",
        ("refuse", "ignore"),
        "refuse",
        "The read-only containers list and count in a request: INVALID_REQUEST, or silently ignored.",
        WAS + "4 list containers",
    ),
    Switch(
        "empty_element",
        ("clear", "ignore", "refuse"),
        "clear",
        "An empty text or object element on update clears the value, changes nothing, or is refused.",
        WAS + "4 clearing an optional value",
    ),
    Switch(
        "activate_again",
        ("success", "refuse"),
        "success",
        "Activating an active (deactivating an inactive) schedule.",
        WAS + "7 quirk 11",
    ),
    Switch(
        "invalid_schedule_write",
        ("accept", "refuse"),
        "accept",
        "Updating or activating a schedule whose web application was deleted.",
        WAS + "7 quirk 10",
    ),
    Switch(
        "bulk_empty_filter",
        ("refuse", "all"),
        "refuse",
        "What activate, deactivate, delete and download do when no criteria are given: refuse, or take everything.",
        WAS + "2 Endpoints",
    ),
    Switch(
        "bulk_no_match",
        ("success", "refuse"),
        "success",
        "A bulk operation that matches nothing: SUCCESS with count 0, or INVALID_REQUEST.",
        HOST + "7.2; " + PLATFORM + "3.3",
    ),
    Switch(
        "delay_scales",
        ("day_hour_week", "day_only"),
        "day_hour_week",
        "Values of notification/delay/scale.",
        WAS + "3.4 notification",
    ),
    Switch(
        "proxy_nesting",
        ("top", "target"),
        "top",
        "Whether proxy stands at the top of a schedule or inside target (read and write).",
        WAS + "3.1 proxy",
    ),
    Switch(
        "dns_override_nesting",
        ("top", "target"),
        "top",
        "Whether dnsOverride stands at the top of a schedule or inside target (read and write).",
        WAS + "3.1 dnsOverride",
    ),
    Switch("default_active", ("true", "false"), "true", "active of a schedule created without it.", WAS + "3.1 active"),
    Switch(
        "default_send_mail", ("true", "false"), "true", "sendMail of a schedule created without it.", WAS + "7 quirk 7"
    ),
    Switch(
        "create_echo",
        ("id", "full"),
        "id",
        "create answers with the id only, or with the whole object.",
        WAS + "2 Responses",
    ),
    # Schedules: reading
    Switch(
        "search_record",
        ("brief", "full"),
        "brief",
        "Schedules in a search hold the few elements seen in use, or everything get shows.",
        WAS + "2 What a search record holds",
    ),
    Switch(
        "day_order_read",
        ("number", "word"),
        "number",
        "dayOrder reads back as 1..5, or as the word that was written.",
        WAS + "7 quirk 1",
    ),
    Switch("start_date_fraction", ("no", "yes"), "no", "startDate reads back with '.000' seconds.", WAS + "7 quirk 5"),
    Switch(
        "auth_default_read",
        ("id", "flag"),
        "id",
        "webAppAuthRecord/isDefault reads back as the concrete record, or as the flag.",
        WAS + "4 Write form differs from read form",
    ),
    Switch(
        "multi_target_read",
        ("list", "set", "bare"),
        "list",
        "Container of the members of webApps, tagList and scannerTags on read.",
        WAS + "3.2 target (tagList read containers vary)",
    ),
    Switch(
        "recipients_read",
        ("list", "set", "bare"),
        "list",
        "Container of the members of notification/recipients on read.",
        WAS + "3.4 notification",
    ),
    Switch(
        "flags_in_record",
        ("present", "absent"),
        "present",
        "Whether multi and invalid, documented as filters, are in the record too.",
        WAS + "3.1 multi, invalid",
    ),
    Switch(
        "settings_read",
        ("shown", "hidden"),
        "shown",
        "Whether what a schedule says of mails, progressive scanning, proxy and dnsOverride is ever shown.",
        WAS + "3.1 sendMail, proxy",
    ),
    *AGENT_SWITCHES,
    *PCI_SWITCHES,
)

BY_NAME: Mapping[str, Switch] = {switch.name: switch for switch in TABLE}


def checked(name: str, value: Any) -> str:
    """Return the value as text if the switch exists and has it, else raise SwitchError."""
    switch = BY_NAME.get(name)
    if switch is None:
        raise SwitchError(f"unknown switch {name!r}; valid switches: {', '.join(sorted(BY_NAME))}")
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if text not in switch.choices:
        raise SwitchError(f"switch {name} has no value {text!r}; valid values: {', '.join(switch.choices)}")
    return text


class Switches:
    """The position of every switch; read as attributes, set as attributes or items, always validated."""

    __slots__ = ("_initial", "_values")

    _initial: dict[str, str]
    _values: dict[str, str]

    def __init__(self, settings: Mapping[str, Any] | None = None) -> None:
        initial = {switch.name: switch.default for switch in TABLE}
        for name, value in (settings or {}).items():
            initial[name] = checked(name, value)
        object.__setattr__(self, "_initial", initial)
        object.__setattr__(self, "_values", dict(initial))

    def __getattr__(self, name: str) -> str:
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(f"unknown switch {name!r}") from None

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def __setattr__(self, name: str, value: Any) -> None:
        self._values[name] = checked(name, value)

    __setitem__ = __setattr__

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def set(self, **values: Any) -> None:
        """Set several switches; all are checked before any is changed."""
        self._values.update({name: checked(name, value) for name, value in values.items()})

    def reset(self) -> None:
        """Put every switch back to where it was at the start."""
        self._values.update(self._initial)


def describe() -> str:
    """Return the table as text for --list-switches."""
    lines = []
    for switch in TABLE:
        choices = " | ".join(choice + "*" if choice == switch.default else choice for choice in switch.choices)
        lines.append(f"{switch.name} = {choices}\n    {switch.meaning}\n    doubt: {switch.source}")
    return "\n".join(lines) + "\n(* default)"
