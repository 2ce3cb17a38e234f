# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a process must know to be a module: how ansible-core writes the arguments, and how it tells that code is one.

None of it is a public interface, and it differs between versions. So it all stands here, for the versions that it was
tried with; in any other, IS_KNOWN is false and only ``discreet`` may be used.
"""

from __future__ import annotations

import contextlib
import json
import traceback
from collections.abc import Iterator
from typing import Any

from ansible.module_utils import basic
from ansible.module_utils.common import warnings
from ansible.release import __version__
from ansible.utils.display import Display

VERSION = ".".join(__version__.split(".")[:2])
# Since 2.19 values carry tags, and how they travel has a name.
TAGGED = ("2.19", "2.20", "2.21")
PROFILE = "legacy"

IS_KNOWN = VERSION in ("2.18", *TAGGED)
_form: dict[str, Any] = {}
try:
    if VERSION in TAGGED:
        from ansible.executor.module_common import _BuiltModule
        from ansible.module_utils import _internal
        from ansible.module_utils._internal import _traceback
        from ansible.module_utils._internal._ansiballz import _loader
        from ansible.module_utils.common.json import Direction, get_module_encoder

        _form = {"cls": get_module_encoder(PROFILE, Direction.CONTROLLER_TO_MODULE)}
        # Imported by the first result, which would be that of every child.
        get_module_encoder(PROFILE, Direction.MODULE_TO_CONTROLLER)
    elif IS_KNOWN:
        from ansible.module_utils.common.json import AnsibleJSONEncoder

        _form = {"cls": AnsibleJSONEncoder, "vault_to_text": True}
except ImportError:
    IS_KNOWN = False


def written(arguments: dict[str, Any]) -> bytes:
    """Return what a module reads; raises TypeError for a value that cannot be written."""
    return json.dumps({"ANSIBLE_MODULE_ARGS": arguments}, **_form).encode()


@contextlib.contextmanager
def discreet() -> Iterator[None]:
    """Keep what ansible-core says with ANSIBLE_DEBUG from repeating the arguments of a module, secrets and all."""
    display = Display()
    debug = display.debug

    def cut(msg: str, **more: Any) -> None:
        before, mark, _arguments = msg.partition("done with _execute_module (")
        debug("%s%s...)" % (before, mark) if mark else msg, **more)

    # On the one object that all of Ansible speaks through, in a worker that has this one task.
    display.debug = cut
    try:
        yield
    finally:
        del display.debug


def built(arguments: bytes, interpreter: str, path: str | None) -> Any:
    """Return the arguments in the place of a whole module, in the form that ActionBase expects."""
    shebang = "#!" + interpreter
    if VERSION in TAGGED:
        module = _BuiltModule(
            b_module_data=arguments, module_style="new", shebang=shebang, serialization_profile=PROFILE
        )
        return module, path
    return "new", shebang, arguments, path


def become_module(arguments: bytes) -> None:
    """Make this process one that runs a module: for good, so it has to be a process of its own."""
    basic._ANSIBLE_ARGS = arguments
    warnings._global_warnings.clear()
    warnings._global_deprecations.clear()
    if VERSION in TAGGED:
        basic._ANSIBLE_PROFILE = PROFILE
        # Else warnings would be shown at once instead of returned, and tracebacks collected by the controller's rules.
        _internal.is_controller = False
        _internal.import_controller_module = lambda _name: None
        _internal.get_controller_serialize_map = dict
        _traceback._is_traceback_enabled = _traceback._is_module_traceback_enabled
        _traceback._module_tracebacks_enabled_events = None


def report(error: Exception) -> None:
    """Say what a module says that ends with an exception nobody expected; raises SystemExit where that is the way."""
    if VERSION in TAGGED:
        _loader._handle_exception(error, PROFILE)
    traceback.print_exception(type(error), error, error.__traceback__)
