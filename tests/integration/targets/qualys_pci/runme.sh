#!/usr/bin/env bash
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

set -euo pipefail

export SIMULATOR_OPTIONS="--set pci_asset_list=on"
# shellcheck source=tests/integration/targets/setup_simulator/start.sh
source ../setup_simulator/start.sh
export QUALYS_PCI_URL="$QUALYS_API_URL" QUALYS_PCI_USERNAME=demo QUALYS_PCI_PASSWORD=demo
# The PCI modules need nothing of these.
unset QUALYS_API_URL QUALYS_USERNAME QUALYS_PASSWORD
ansible-playbook main.yml "$@"
