# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    # Which installer is meant.
    DOCUMENTATION = r"""
options:
  system:
    description:
      - >-
        The system that the agent is for: V(linux) for rpm packages, V(linux_ubuntu) for deb packages, V(windows),
        V(macosx), V(macosx_m_1), V(aix), V(bsd), or another one as Qualys spells it. It is sent in capitals.
      - That V(linux_ubuntu) is right for other systems with deb packages is not confirmed on a live account.
    type: str
    required: true
  architecture:
    description:
      - The architecture that the agent is for.
      - >-
        Qualys knows two words for V(x86_64), and which of them goes with which system is not documented. Both are
        tried.
    type: str
    choices: [x86_64, arm64, ppc64le, s390x, sparc, power5]
    default: x86_64
"""
