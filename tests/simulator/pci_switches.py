# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The doubtful behaviours of the PCI API. Documents show requests and successes of its calls, and not one error."""

from __future__ import annotations

from .switch import Switch

PCI = "PCI merchant API, "

PCI_SWITCHES: tuple[Switch, ...] = (
    # Login, headers, envelope, errors
    Switch(
        "pci_saml",
        ("off", "on"),
        "off",
        "With SAML single sign-on, no call can be used with Basic: HTTP 403 for all.",
        PCI + "1 Base URL, authentication, headers",
    ),
    Switch(
        "pci_requested_with",
        ("optional", "needed"),
        "optional",
        "Whether a request without X-Requested-With is refused with HTTP 400.",
        PCI + "1 Request headers",
    ),
    Switch(
        "pci_envelope_version",
        ("latest", "plain"),
        "latest",
        "responseApiVersion is 'LATEST - V1' or 'V1'; both were seen.",
        PCI + "1 Response envelope",
    ),
    Switch(
        "pci_error_body",
        ("message", "error", "errors", "data", "text"),
        "message",
        "Where a refusal holds its text: message, error.message, errors[0].message, data, or no JSON at all.",
        PCI + "11 Errors",
    ),
    Switch(
        "pci_refusal_http",
        ("400", "409", "422", "200"),
        "400",
        "HTTP status of a refused add, remove or launch; with 200 the text stands in data.",
        PCI + "11 Errors",
    ),
    # Assets
    Switch(
        "pci_duplicate_add",
        ("zero", "counted", "refused"),
        "zero",
        "Adding what is there: counted as 0, counted again, or refused as existing.",
        PCI + "12 duplicate add",
    ),
    Switch(
        "pci_absent_remove",
        ("zero", "refused"),
        "zero",
        "Removing what is not there: counted as 0, or refused as not found.",
        PCI + "12 remove of an absent asset",
    ),
    Switch(
        "pci_bad_entry",
        ("refuse_all", "keep_good"),
        "refuse_all",
        "A call with an entry that cannot be taken: refused whole, or the good entries are stored and counted.",
        PCI + "12 batch with a bad entry",
    ),
    Switch(
        "pci_range_count",
        ("entries", "addresses"),
        "entries",
        "The number in the success text counts entries, or the addresses of ranges.",
        PCI + "12 range",
    ),
    Switch(
        "pci_ipv6",
        ("accept", "refuse"),
        "accept",
        "Whether the account takes IPv6 addresses, which came with a release for some customers only.",
        PCI + "13 Quirks by release, 1.6.2",
    ),
    Switch(
        "pci_dns",
        ("accept", "refuse"),
        "accept",
        "Whether DNS is an asset type of the calls that add and remove.",
        PCI + "3.4 Formats of an entry, DNS asset",
    ),
    Switch(
        "pci_change_lag",
        ("0", "1", "3"),
        "0",
        "How many readings of the asset list still show it as it was before a change.",
        PCI + "3.6 Rules, changes in progress",
    ),
    # Reading assets
    Switch(
        "pci_asset_list",
        ("off", "on"),
        "off",
        "Whether there is a GET /pci/asset/list; path, parameter and fields are made up.",
        PCI + "2 Inventory of calls, list assets",
    ),
    Switch(
        "pci_asset_rows",
        ("object", "text", "unknown"),
        "object",
        "A row of the asset list is an object, a bare text, or an object whose fields nobody could foresee.",
        PCI + "12 asset list",
    ),
    Switch(
        "pci_asset_spelling",
        ("sent", "exploded", "compressed"),
        "sent",
        "Addresses read back as first sent, with all groups in capitals, or compressed.",
        PCI + "3.4 Formats of an entry, own spelling",
    ),
    Switch(
        "pci_list_ranges",
        ("no", "yes"),
        "no",
        "Whether neighbouring IPv4 addresses read back as ranges.",
        PCI + "3.4 Formats of an entry, range",
    ),
    Switch(
        "pci_summary",
        ("all", "scanned", "off"),
        "all",
        "The compliance summary shows all hosts, only those that were scanned, or cannot be read (HTTP 404).",
        PCI + "8 Compliance summary",
    ),
    Switch(
        "pci_summary_names",
        ("assets", "all"),
        "assets",
        "In the compliance summary only DNS assets have a host name, or addresses have one too.",
        PCI + "8 Compliance summary",
    ),
    # Scans
    Switch(
        "pci_foreign_target",
        ("refuse", "accept"),
        "refuse",
        "Whether a scan of what is not in the account is refused.",
        PCI + "4 Launch a scan",
    ),
    Switch(
        "pci_scan_course",
        ("finished", "noncompliant", "failed", "canceled", "unending"),
        "finished",
        "What becomes of a scan that is launched; unending stays at a word that nobody knows.",
        PCI + "7 Scan states",
    ),
    Switch(
        "pci_finished_word",
        ("Finished", "FINISHED", "Completed"),
        "Finished",
        "The word for the end of a scan.",
        PCI + "7 Scan states",
    ),
    Switch(
        "pci_scan_progress",
        ("polls", "time"),
        "polls",
        "A scan goes on with every reading of its details, or a step in two seconds.",
        PCI + "12 states",
    ),
    Switch(
        "pci_scan_module",
        ("name", "null", "missing"),
        "missing",
        "scanModule of an ordinary scan in the list.",
        PCI + "5 List scans, scanModule",
    ),
    Switch(
        "pci_list_order",
        ("newest", "oldest", "title"),
        "newest",
        "The order of the scan list when none is asked for.",
        PCI + "5 List scans",
    ),
    Switch(
        "pci_list_lag",
        ("0", "1", "3"),
        "0",
        "How many readings of the scan list still miss a new scan.",
        PCI + "10 Idempotency, scans",
    ),
    Switch(
        "pci_details_lag",
        ("0", "1", "3"),
        "0",
        "How many readings of the details of a new scan are answered like an unknown id.",
        PCI + "10 Idempotency, scans",
    ),
    Switch(
        "pci_unknown_scan",
        ("404", "400"),
        "404",
        "HTTP status for the details of an id that does not exist.",
        PCI + "11 Errors",
    ),
)
