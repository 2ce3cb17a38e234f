# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How an inventory source ends its command when the hosts cannot be had."""

from __future__ import annotations

from ansible.utils.display import Display

from ansible_collections.community.qualys.plugins.module_utils._errors import QualysError, printable

# What ansible-core itself ends with after AnsibleParserError.
EXIT_CODE = 4


class InventoryStop(SystemExit):
    """Ends ansible-inventory, ansible-playbook and so on with a non-zero exit code.

    The inventory manager of every ansible-core catches each Exception of a plugin, AnsibleParserError included, makes
    a warning of it and goes on with the hosts it has, which may be none, and the command ends with exit code 0; only
    a setting of the user (ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED) changes that. A play that runs on a part of the
    fleet, or AWX deleting the hosts that seem gone, is worse than a play that does not run. SystemExit is what Python
    offers to end a program from within: the manager lets it pass.
    """

    def __init__(self, message: str) -> None:
        super().__init__(EXIT_CODE)
        self.message = message


def stop_for(error: Exception, path: str, display: Display) -> InventoryStop:
    """Show an error as one sentence and return what to raise instead of it."""
    message = "Inventory source %s: %s" % (path, _sentence(error))
    display.error(message, wrap_text=False)
    return InventoryStop(message)


def _sentence(error: Exception) -> str:
    if isinstance(error, QualysError):
        return error.message
    # From ansible-core 2.19 on, what would be right is no part of the message.
    remedy = getattr(error, "_help_text", None)
    return printable(" ".join(filter(None, [str(error) or type(error).__name__, remedy])))
