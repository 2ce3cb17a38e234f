# shellcheck shell=bash
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Sourced by the targets: starts a simulator for them and points the connection variables at it.
# JOURNAL is the file that proves what was written; SIMULATOR_OPTIONS may hold more options.

set -euo pipefail

JOURNAL="$(mktemp)"
ADDRESS="$(mktemp)"
# shellcheck disable=SC2086
(cd "${ANSIBLE_COLLECTIONS_PATH%%:*}/ansible_collections/community/qualys" &&
    exec python -m tests.simulator --port 0 --journal "$JOURNAL" ${SIMULATOR_OPTIONS:-}) >"$ADDRESS" &
SIMULATOR=$!
trap 'kill "$SIMULATOR"; rm -f "$JOURNAL" "$ADDRESS"' EXIT

for _ in $(seq 300); do
    [ -s "$ADDRESS" ] && break
    sleep 0.1
done
QUALYS_API_URL="$(cat "$ADDRESS")"
[ -n "$QUALYS_API_URL" ] || { echo "the simulator did not start" >&2; exit 1; }
export JOURNAL QUALYS_API_URL QUALYS_USERNAME=demo QUALYS_PASSWORD=demo
