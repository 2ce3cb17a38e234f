# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Create and update of activation keys: rules, and how a request changes what is stored (Activation keys page, 3, 4).

A stored key has no title where it was made without one, and expireDate only where its type has a time limit.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from .activation_key_lists import change_lists
from .activation_key_reading import ITEM
from .call import Call
from .clock import parse_instant, stamp
from .failure import ServiceFailure, invalid_request, invalid_xml

Record = dict[str, Any]

READ_ONLY = ("activationKey", "status", "countUsed", "datePurchased")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?\Z")
END_OF_DAY = "T23:59:59Z"


def created(call: Call) -> Record:
    """Return the key a create request asks for, checked and with its own identity."""
    sent = _sent(call)
    if "id" in sent:
        raise invalid_request(f"{ITEM}: 'id' is not allowed on create.", "Remove the id.")
    if "isDisabled" in sent and call.switches.actkey_disabled_on_create == "refuse":
        raise invalid_request(f"{ITEM}: 'isDisabled' is not allowed on create.", "Update the key after its creation.")
    if call.switches.actkey_disabled_on_create == "ignore":
        sent.pop("isDisabled", None)
    key: Record = {"id": 0, "isDisabled": False, "networkId": 0, "modules": {"list": []}, "tags": {"list": []}}
    _change(call, key, sent, creating=True)
    if "title" not in key and call.switches.actkey_blank_title == "refuse":
        raise ServiceFailure(call.switches.missing_required_code, f"{ITEM}: 'title' is required.", "Specify a value.")
    return {
        **key,
        "id": call.state.new_key_id(),
        "activationKey": call.state.new_uuid(),
        "datePurchased": call.clock.stamp(),
    }


def updated(call: Call, stored: Record) -> Record:
    """Return a key as an update request leaves it; the stored one is not touched."""
    sent = _sent(call)
    if sent.get("id", stored["id"]) != stored["id"]:
        raise invalid_request(f"{ITEM}: the id of the request differs from the id of the path.")
    key = deepcopy(stored)
    _change(call, key, sent, creating=False)
    used = len(call.state.agents_of(key["activationKey"]))
    if call.switches.actkey_count_below_used == "refuse" and "COUNT" in key["type"] and key["countPurchased"] < used:
        raise invalid_request(f"{ITEM}: 'countPurchased' is below the number of agents that use the key ({used}).")
    return key


def _sent(call: Call) -> Record:
    data = call.request.data
    if data is None:
        raise invalid_xml(
            "cvc-complex-type.2.4.b: The content of element 'ServiceRequest' is not complete. "
            "One of '{data}' is expected."
        )
    sent = dict(data) if isinstance(data, dict) else {}
    for name in READ_ONLY:
        if name in sent:
            raise invalid_request(f"{ITEM}: '{name}' is read only.", "Remove it from the request.")
    if (sent.get("agents") or {}).get("list"):
        raise invalid_request(f"{ITEM}: 'agents' is read only.", "Use changeactkey.")
    if "networkId" in sent and call.switches.actkey_network_id == "refuse":
        raise invalid_request(f"{ITEM}: 'networkId' cannot be set.", "Remove it from the request.")
    return sent


def _change(call: Call, key: Record, sent: Record, creating: bool) -> None:
    if not sent.get("type"):
        raise ServiceFailure(call.switches.missing_required_code, f"{ITEM}: 'type' is required.", "Specify a value.")
    if "title" in sent:
        _set_title(call, key, sent["title"])
    key["type"] = sent["type"]
    _set_limits(call, key, sent)
    for name in ("networkId", "isDisabled"):
        if name in sent:
            key[name] = sent[name]
    change_lists(call, key, sent, creating)


def _set_title(call: Call, key: Record, title: str) -> None:
    key.pop("title", None)
    if not title:
        if call.switches.actkey_blank_title == "refuse":
            raise invalid_request(f"{ITEM}: 'title' must not be empty.", "Specify a title.")
        return
    fold = str.casefold if call.switches.actkey_title_case == "insensitive" else str
    if any(
        other["id"] != key["id"] and fold(other.get("title", "")) == fold(title)
        for other in call.state.activation_keys.values()
    ):
        raise ServiceFailure(
            "CA_1001_DUPLICATE_KEY",
            f"Activation key already exists with title {title}",
            "Use another activation key title.",
        )
    key["title"] = title


def _set_limits(call: Call, key: Record, sent: Record) -> None:
    """Set what the type limits; what it does not limit is dropped, even if it was sent."""
    key["countPurchased"] = 0
    key.pop("expireDate", None)
    if "COUNT" in key["type"]:
        if sent.get("countPurchased", 0) < 1:
            raise invalid_request(f"{ITEM}: 'countPurchased' must be 1 or more for type {key['type']}.")
        key["countPurchased"] = sent["countPurchased"]
    if "TIME" in key["type"]:
        key["expireDate"] = _expiry(call, sent.get("expireDate", ""), key["type"])


def _expiry(call: Call, text: str, kind: str) -> str:
    text = text.strip()
    if not text:
        raise invalid_request(f"{ITEM}: 'expireDate' is required for type {kind}.")
    found = DATE.match(text)
    at_night = found is not None and found[1] is None and call.switches.actkey_bare_date == "end_of_day"
    try:
        # A text of another form is turned into one that is no date at all.
        instant = parse_instant(text + END_OF_DAY if at_night else text if found else "")
    except ValueError:
        raise invalid_request(
            f"{ITEM}: Invalid value for 'expireDate' ({text}).", "Specify YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ."
        ) from None
    if instant < call.clock.now():
        raise invalid_request(f"{ITEM}: 'expireDate' cannot be in the past.", "Specify a date in the future.")
    return stamp(instant)
