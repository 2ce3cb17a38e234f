# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of an inventory source before ansible-core checks them: templates filled in, blank variables put aside.

What ansible-core lets pass is refused here: keys that are no options, and booleans that are none.
"""

from __future__ import annotations

import contextlib
import difflib
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Callable

from ansible.module_utils.parsing.convert_bool import boolean

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError, QualysError

# What ansible-core knows of each option, by name, as its plugins hold it.
Definitions = Mapping[str, Mapping[str, Any]]


def templated(config: Mapping[str, Any], names: Iterable[str], template: Callable[[str], Any]) -> dict[str, Any]:
    """Return the configuration with the templates in the named options filled in, at any depth.

    Only what stands in the file goes through here; environment variables are taken as they are.
    Raises OptionError, without the value, which may be a secret.
    """
    result = dict(config)
    for name in names:
        if name in result:
            try:
                result[name] = _filled(result[name], template)
            # Templates call look-ups, which fail in their own ways.
            except Exception as error:
                raise OptionError(name, None, "the template in it failed: %s" % error) from error
    return result


@contextlib.contextmanager
def blank_as_unset(names: Iterable[str]) -> Iterator[None]:
    """Hide environment variables that are set to nothing, which ansible-core would take for a value and refuse.

    Modules count them as unset as well.
    """
    blank = [name for name in names if os.environ.get(name) == ""]
    for name in blank:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(dict.fromkeys(blank, ""))


def check_names(config: Iterable[Any], definitions: Definitions, plugin: str) -> None:
    """Raise QualysError for keys of a file that are no options of the plugin, which ansible-core would ignore."""
    known = {name for option, more in definitions.items() for name in _names(option, more)} | {"plugin"}
    unknown = [key for key in config if key not in known]
    if unknown:
        raise QualysError("; ".join(_no_option(key, known, plugin) for key in unknown))


def boolean_names(definitions: Definitions) -> tuple[str, ...]:
    """Return the names of the boolean options, aliases as well."""
    return tuple(name for option, more in _booleans(definitions) for name in _names(option, more))


def checked_booleans(config: Mapping[str, Any], definitions: Definitions) -> dict[str, Any]:
    """Return the configuration with its booleans as such; where it has none, the environment variable is checked.

    From every word it does not know, ansible-core makes false: a typing error would switch certificates off.
    Raises OptionError.
    """
    result = dict(config)
    for option, more in _booleans(definitions):
        named = [name for name in _names(option, more) if name in result]
        given = [name for name in named if result[name] is not None]
        for name in set(named) - set(given):
            # Unset: ansible-core would keep the null, which is as good as false.
            del result[name]
        for name in given:
            result[name] = _checked_boolean(name, result[name])
        if not given:
            for entry in more.get("env") or ():
                # Blank ones are unset.
                if os.environ.get(entry["name"]):
                    _checked_boolean(entry["name"], os.environ[entry["name"]])
    return result


def _booleans(definitions: Definitions) -> list[tuple[str, Mapping[str, Any]]]:
    return [(name, more) for name, more in definitions.items() if more.get("type") in ("bool", "boolean")]


def _names(option: str, definition: Mapping[str, Any]) -> list[str]:
    return [option, *(definition.get("aliases") or ())]


def _checked_boolean(name: str, value: Any) -> bool:
    try:
        return bool(boolean(value))
    except TypeError:
        raise OptionError(name, value, "is neither true nor false; write true or false") from None


def _no_option(key: Any, known: Iterable[str], plugin: str) -> str:
    similar = difflib.get_close_matches(str(key).lower(), sorted(known), n=3)
    hint = "similar: %s" % ", ".join(similar) if similar else "see ansible-doc -t inventory %s" % plugin
    return "%r is no option of this plugin; %s" % (key, hint)


def _filled(value: Any, template: Callable[[str], Any]) -> Any:
    if isinstance(value, str):
        return template(value) if "{{" in value or "{%" in value else value
    if isinstance(value, Mapping):
        return {key: _filled(one, template) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, template) for one in value]
    return value
