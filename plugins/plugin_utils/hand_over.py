# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a module in the controller would be the same as a module on the target; when in doubt it would not.

Each check knows one reason to hand a task over and costs next to nothing. What cannot be told cheaply is a reason.
"""

from __future__ import annotations

import os
import re
import site
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, Callable, NamedTuple

import ansible.module_utils
import ansible.plugins.connection
from ansible import constants
from ansible.errors import AnsibleActionFail
from ansible.executor.module_common import _get_shebang
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.loader import module_utils_loader

from ansible_collections.community.qualys.plugins.plugin_utils.core_module import IS_KNOWN, VERSION

SWITCH = "qualys_run_in_controller"
SWITCH_ENV = "QUALYS_RUN_IN_CONTROLLER"
# What the modules read while they run. Any other name may be one that Python or a library reads when it starts.
_READ_LATE = re.compile(r"QUALYS_\w+|(https?|all|no)_proxy|(HTTPS?|ALL|NO)_PROXY|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE")
# Settings of ansible-core that want a real module to keep, to limit, to measure or to halt. Not every version has all.
_WANT_A_MODULE = (
    "DEFAULT_KEEP_REMOTE_FILES",
    "PYTHON_MODULE_RLIMIT_NOFILE",
    "_ANSIBALLZ_COVERAGE_CONFIG",
    "_ANSIBALLZ_DEBUGPY_CONFIG",
    "_ANSIBALLZ_PYDEVD_CONFIG",
)
_COVERAGE_ENV = "_ANSIBLE_COVERAGE_CONFIG"
_LOCAL = Path(ansible.plugins.connection.__file__).with_name("local.py")
_CORE_UTILS = Path(ansible.module_utils.__file__).parent
_OWN_UTILS = "ansible_collections.community.qualys.plugins.module_utils."
# The files that import a library, and what they say of it.
_LIBRARIES = (("requests", "_transport.exchange", "HAS_REQUESTS"), ("lxml", "_wire.xml", "HAS_LXML"))


class Case(NamedTuple):
    """A task about to run: its action plugin, the module as it is loaded here, the variables of the host."""

    action: Any
    module: ModuleType
    task_vars: Mapping[str, Any]

    @property
    def target_vars(self) -> Mapping[str, Any]:
        """The variables of the host that the task really runs on."""
        host = self.action._task.delegate_to
        return self.task_vars["ansible_delegated_vars"][host] if host else self.task_vars


def reason_to_hand_over(case: Case, environment: dict[str, Any]) -> str | None:
    """Return in a few words why the module has to run on the target; None when nothing speaks against the controller.

    ``environment`` is filled with what the task sets by ``environment:``.
    Raises AnsibleActionFail when the switch has a value that is neither true nor false.
    """
    if not _is_switched_on(case):
        return "%s is false" % SWITCH
    try:
        case.action._compute_environment_string(environment)
        return _environment(environment) or next(filter(None, (check(case) for check in _CHECKS)), None)
    except Exception as error:
        return "something cannot be told here (%s)" % type(error).__name__


def _is_switched_on(case: Case) -> bool:
    name, value = SWITCH, case.task_vars.get(SWITCH)
    if value is None:
        name, value = SWITCH_ENV, os.environ.get(SWITCH_ENV) or True
    else:
        value = case.action._templar.template(value)
    try:
        return bool(boolean(value))
    except TypeError:
        raise AnsibleActionFail("%s: %r is neither true nor false; give one of the two" % (name, value)) from None


def _environment(environment: Mapping[str, Any]) -> str | None:
    unknown = sorted(str(name) for name in environment if not _READ_LATE.fullmatch(str(name)))
    return "the environment sets %s" % ", ".join(unknown) if unknown else None


def _process(_case: Case) -> str | None:
    if not IS_KNOWN:
        return "ansible-core %s is not known" % VERSION
    if sys.platform == "darwin":
        return "macOS kills a forked process that looks for proxies"
    return "this process has other threads" if threading.active_count() > 1 else None


def _start(_case: Case) -> str | None:
    """Ansible starts interpreters without options. Those that this one has may hide libraries or variables."""
    flags = sys.flags
    if flags.isolated or flags.ignore_environment or flags.no_site or flags.optimize:
        return "the controller's Python was started with options"
    # Distributions start Ansible with -s, which makes a difference only where a user has libraries of their own.
    if flags.no_user_site and Path(site.getusersitepackages()).is_dir():
        return "the controller's Python was told to leave out the user's libraries"
    return None


def _keywords(case: Case) -> str | None:
    task = case.action._task
    if task.async_val:
        return "async"
    # What Ansible breaks off at a time limit is a child that goes on alone, and a result that tells where it stood.
    return "timeout" if task.timeout else None


def _connection(case: Case) -> str | None:
    connection = case.action._connection
    if Path(connection._original_path) != _LOCAL:
        return "the connection is %s" % connection._load_name
    if connection.become is not None:
        return "become"
    if connection._shell._load_name != "sh" or case.action._play_context.executable != "/bin/sh":
        return "the shell is another one than /bin/sh"
    # Modules start in the folder of the playbook.
    readable = os.access(case.action._loader.get_basedir(), os.R_OK | os.X_OK)
    return None if readable else "the folder of the playbook cannot be read"


def _interpreter(case: Case) -> str | None:
    # The very function that finds the interpreter for a module. Where one has yet to be discovered, it raises.
    _shebang, interpreter = _get_shebang("/usr/bin/python", case.target_vars, case.action._templar)
    if interpreter != sys.executable:
        return "the interpreter is %s and not the controller's, %s" % (interpreter, sys.executable)
    return None


def _settings(case: Case) -> str | None:
    if os.environ.get(_COVERAGE_ENV):
        return _COVERAGE_ENV
    config = constants.config
    for name in _WANT_A_MODULE:
        if config.get_configuration_definition(name) and config.get_config_value(name, variables=case.task_vars):
            return name
    return None


def _code(case: Case) -> str | None:
    """Ansible lets files beside a playbook take the place of modules and of what modules import."""
    task = case.action._task
    found = case.action._shared_loader_obj.module_loader.find_plugin_with_context(
        task.action, collection_list=task.collections
    )
    if Path(found.plugin_resolved_path) != Path(str(case.module.__file__)):
        return "the module is %s" % found.plugin_resolved_path
    core = {path.name for path in _CORE_UTILS.iterdir()} - {"__init__.py", "__pycache__"}
    for folder in map(Path, module_utils_loader._get_paths(subdirs=False)):
        if folder.is_dir() and folder != _CORE_UTILS and any(path.name in core for path in folder.iterdir()):
            return "%s takes the place of files of ansible-core" % folder
    return None


def _libraries(_case: Case) -> str | None:
    """A library that was not there when the play began may have been installed since."""
    for library, importer, flag in _LIBRARIES:
        loaded = sys.modules.get(_OWN_UTILS + importer)
        if loaded is not None and not getattr(loaded, flag):
            return "the controller has not loaded %s" % library
    return None


_CHECKS: tuple[Callable[[Case], str | None], ...] = (
    _process,
    _start,
    _keywords,
    _connection,
    _interpreter,
    _settings,
    _code,
    _libraries,
)
