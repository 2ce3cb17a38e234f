#!/usr/bin/env bash
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

set -euo pipefail

export SIMULATOR_OPTIONS="--assets 50"
# shellcheck source=tests/integration/targets/setup_simulator/start.sh
source ../setup_simulator/start.sh
ansible-inventory -i azure.qualys.yml --list --export >/dev/null
ansible-playbook -i azure.qualys.yml main.yml "$@"

# An inventory that cannot be had is a failure, not an empty one.
if QUALYS_PASSWORD=wrong-password ansible-inventory -i azure.qualys.yml --list; then
    echo "a wrong password went unnoticed" >&2
    exit 1
fi
