# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything about the PCI merchant API that no readable document says, in one place.

Documented are six calls with one success each (PCI Compliance release notes 1.6.0, 1.6.2 and 1.6.5). Whoever can ask
a live account puts the rest right here; nothing else in the collection guesses.
"""

from __future__ import annotations

import re

# An asset list exists, as a published client shows; its address, parameter and fields are made up. The first field
# that a row has is taken. The compliance summary's address and paging are documented, its fields are not.
ASSET_LIST_PATH = "/pci/asset/list"
ASSET_LIST_PARAMETER = "assetType"
ASSET_FIELDS = ("asset", "value", "ip", "ipAddress", "dns", "dnsHostname", "virtualHost", "host", "name")
SUMMARY_IP_FIELDS = ("ipAddress", "ip", "ipaddress", "IP")
SUMMARY_DNS_FIELDS = ("dnsHostname", "dnsHostName", "hostname", "dns", "DNS")
SUMMARY_STATUS_FIELDS = ("complianceStatus", "compliance", "status")
# 1 to 1000, as a published client found out; what a server gives when it is not told is not known.
PAGE_SIZE = 1000
# How many entries one call may hold is not known.
BATCH_SIZE = 100
# How long a change takes to be seen in the list, and a new scan in the list of scans: seconds before each look.
ASSET_LOOKS = (2, 4, 8, 16)
SCAN_LOOKS = (2, 4, 8, 16)
# For how many seconds the details of a new scan may be missing.
SCAN_GRACE = 120

# IP and VIRTUALHOST are printed in samples, DNS follows from a published client.
ASSET_TYPES = {"ip": "IP", "virtual_host": "VIRTUALHOST", "dns": "DNS"}
SCAN_TYPES = {"ip": "IP", "dns": "DNS"}
# Longer lists of names broke the sharing of scans with the neighbouring API, in characters.
LONGEST_DNS_TARGET = 4000
# Medium is printed in samples; the others are the words of the user interface.
BANDWIDTHS = {"high": "High", "medium": "Medium", "low": "Low"}

# No refusal is printed anywhere. Its text is looked for in these places, and understood by these words.
ERROR_PLACES = ("message", "error.message", "error", "errors.0.message", "errors.0", "errorMessage", "data")
ALREADY_THERE = re.compile(r"\balready (exist|added|present|part|in|declared|registered)|\bduplicate", re.IGNORECASE)
NOT_THERE = re.compile(r"\bnot found\b|\bdo(es)? not exist|\bno such\b", re.IGNORECASE)
SCAN_RUNNING = re.compile(r"\bscans?\b.*\b(running|in progress|under way|active)\b|\bbeing scanned\b", re.IGNORECASE)
SCAN_SCHEDULED = re.compile(r"\bschedul", re.IGNORECASE)

# Printed are "Launch Requested" and "Failed"; "Finished" is named for scans of the neighbouring API. Spaces and case
# are dropped before comparing. What is in none of the lists is still going on.
FINISHED_WORDS = frozenset(("finished", "completed"))
FAILED_WORDS = frozenset(("failed", "error", "aborted", "expired"))
CANCELED_WORDS = frozenset(("canceled", "cancelled"))
# A word in none of the lists is taken for a scan under way for so many days; no scan takes longer.
UNKNOWN_WORD_DAYS = 2
RUNNING_WORDS = frozenset(("launchrequested", "queued", "running", "paused", "loading", "processing"))
# "Fail" is printed, even for a scan that reached nothing. Only these words are a pass.
PASS_WORDS = frozenset(("pass", "passed", "compliant"))
# scanModule of scans by other applications, which are in the same list (release notes 1.6.5).
FOREIGN_MODULES = frozenset(("was", "tas"))
