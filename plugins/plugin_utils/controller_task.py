# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one shell of all action plugins: the module in the controller where that means the same, else as ever.

Everything around a module stays Ansible's own work: its action for modules writes the arguments, honours the keywords
of the task and reads the result. In the controller, only the last step is another one. Where Ansible would pack the
module and start an interpreter for it, the module that is loaded already runs in a child of the worker.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType
from typing import Any

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ansible_collections.community.qualys.plugins.plugin_utils.core_module import built, discreet, written
from ansible_collections.community.qualys.plugins.plugin_utils.fellows import LOGINS, login_of, run_unless_refused
from ansible_collections.community.qualys.plugins.plugin_utils.forked_module import Start
from ansible_collections.community.qualys.plugins.plugin_utils.hand_over import Case, reason_to_hand_over

display = Display()


class ControllerTask(ActionBase):
    """An action for one module, which a subclass names. Importing it there pays for its imports once in a play."""

    _supports_check_mode = True
    _supports_async = True
    module: ModuleType

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._action = self._action_for_modules()

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the result of the module."""
        environment: dict[str, Any] = {}
        reason = reason_to_hand_over(Case(self, self.module, task_vars or {}), environment)
        if reason is None:
            display.vvv("%s runs in the controller" % self._task.action, host=self._play_context.remote_addr)
            self._take_last_step({name: str(value) for name, value in environment.items()})
        else:
            told = (self._task.action, reason)
            display.vvv("%s runs as a module on the target: %s" % told, host=self._play_context.remote_addr)
        with discreet():
            result: dict[str, Any] = self._action.run(tmp, task_vars)
        return result

    def cleanup(self, force: bool = False) -> None:
        """Let the action that made temporary files remove them."""
        self._action.cleanup(force)

    def _action_for_modules(self) -> Any:
        """Return what Ansible would have taken if this plugin were not there."""
        return self._shared_loader_obj.action_loader.get(
            "ansible.legacy.normal",
            task=self._task,
            connection=self._connection,
            play_context=self._play_context,
            loader=self._loader,
            templar=self._templar,
            shared_loader_obj=self._shared_loader_obj,
        )

    def _take_last_step(self, environment: dict[str, str]) -> None:
        """Replace, in the action for modules, the packing of the module and the start of an interpreter."""
        pack = self._action._configure_module

        def configure(module_name: str, module_args: dict[str, Any], task_vars: dict[str, Any]) -> Any:
            try:
                return built(written(module_args), sys.executable, self.module.__file__)
            except TypeError:
                # Ansible meets the same value and says it in its own words.
                return pack(module_name=module_name, module_args=module_args, task_vars=task_vars)

        def execute(_command: str, in_data: bytes = b"", **_more: Any) -> dict[str, Any]:
            values = login_of(self.module.__name__, self._task.args, {**os.environ, **environment})
            start = Start(self.module.main, in_data, environment, self._loader.get_basedir())
            end = run_unless_refused(LOGINS.login(values), start)
            texts = {"stdout": end.out, "stderr": end.err}
            answer: dict[str, Any] = {"rc": end.code}
            for name, content in texts.items():
                text = content.decode("utf-8", "surrogateescape")
                answer.update({name: text, name + "_lines": text.splitlines()})
            return answer

        # With pipelining, Ansible makes no temporary folder, transfers nothing and hands the bytes to the command.
        self._action._is_pipelining_enabled = lambda *_args, **_kwargs: True
        self._action._configure_module = configure
        self._action._low_level_execute_command = execute
