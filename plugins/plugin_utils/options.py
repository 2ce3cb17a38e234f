# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of an inventory source before ansible-core checks them: templates filled in, blank variables put aside."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Callable

from ansible_collections.community.qualys.plugins.module_utils._errors import OptionError


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


def _filled(value: Any, template: Callable[[str], Any]) -> Any:
    if isinstance(value, str):
        return template(value) if "{{" in value or "{%" in value else value
    if isinstance(value, Mapping):
        return {key: _filled(one, template) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, template) for one in value]
    return value
