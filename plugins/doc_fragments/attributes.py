# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    # What every module of the collection promises.
    DOCUMENTATION = r"""
options: {}
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying the target.
    support: full
    details:
      - Reads the current state from Qualys before it answers, and sends nothing that changes anything.
  diff_mode:
    description: Returns details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: full
    details:
      - Shows the managed options only, never a secret.
  idempotent:
    description:
      - When run twice in a row outside check mode, with the same arguments, the second run indicates no change.
    support: full
  action_group:
    description: Use C(group/community.qualys.all) in C(module_defaults) to set defaults for this module.
    support: full
    membership:
      - community.qualys.all
"""

    # For modules that only read.
    INFO = r"""
options: {}
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying the target.
    support: full
    details:
      - This module never changes anything.
  diff_mode:
    description: Returns details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: N/A
    details:
      - This module never changes anything.
  idempotent:
    description:
      - When run twice in a row outside check mode, with the same arguments, the second run indicates no change.
    support: full
    details:
      - This module never changes anything.
  action_group:
    description: Use C(group/community.qualys.all) in C(module_defaults) to set defaults for this module.
    support: full
    membership:
      - community.qualys.all
"""

    # For modules with an action plugin that is a ControllerTask: all of them.
    ACTION = r"""
options: {}
attributes:
  action:
    description: Has an action plugin of the same name, so that a task may be carried out in the controller.
    support: full
    details:
      - Where the connection is P(ansible.builtin.local#connection) and the module's Python interpreter is the one that
        Ansible itself runs with, as it is on the implicit localhost, the task does all its work in the controller.
        That takes hundredths of a second instead of half a second, and the result is the same.
      - In every other case the module runs on the target as any module does. With C(-vvv) Ansible shows where a task
        runs, and why.
  async:
    description: Can be used with the keyword C(async).
    support: full
    details:
      - The module then runs on the target, as it does with the keyword C(timeout).
  become:
    description: Can be used with the keyword C(become).
    support: full
    details:
      - The module then runs on the target.
  bypass_host_loop:
    description: Runs once for all hosts of a play instead of once for each.
    support: none
  connection:
    description: Uses the connection that is configured for the target.
    support: full
  delegation:
    description: Can be used with the keyword C(delegate_to).
    support: full
  platform:
    description: Target operating systems that the module can run on.
    support: full
    platforms: posix
notes:
  - Set the variable C(qualys_run_in_controller) to V(false), for a play, a host or a task, to have the module run on
    the target whatever the connection is. E(QUALYS_RUN_IN_CONTROLLER) does the same where the variable is not set.
    This is of use where the libraries that the module needs are changed in the middle of a play, and to find out
    whether a trouble has to do with where the module runs.
"""
