# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing runs text as code, reads YAML that makes objects, or switches the verification of certificates off.

Ruff's security rules see most of this, but one comment silences them; here an exception has to be written down.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What stands in for Jinja in one test; a SafeLoader with one tag more; validate_certs, which a user has to set.
EXCEPTIONS = {
    ("tests/unit/plugins/plugin_utils/test_expressions.py", "eval"),
    ("tests/unit/examples/test_awx.py", "yaml.load"),
    ("plugins/module_utils/_transport/exchange.py", "verify=False"),
}


def dangers(code):
    """Yield what is called that must not be."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            loader = [word.value for word in node.keywords if word.arg == "Loader"] + node.args[1:2]
            safe = bool(loader) and ast.unparse(loader[0]).rpartition(".")[2] in ("SafeLoader", "CSafeLoader")
            if (
                name in ("eval", "exec", "builtins.eval", "builtins.exec")
                or (name in ("yaml.load", "yaml.load_all") and not safe)
                or name in ("yaml.unsafe_load", "yaml.full_load", "yaml.unsafe_load_all", "yaml.full_load_all")
            ):
                yield name
            for word in node.keywords:
                if word.arg == "verify" and any(is_false(part) for part in ast.walk(word.value)):
                    yield "verify=False"
        elif isinstance(node, ast.Assign) and is_false(node.value):
            yield from ("verify=False" for target in node.targets if getattr(target, "attr", "") == "verify")


def is_false(node):
    return isinstance(node, ast.Constant) and node.value is False


def test_nothing_dangerous_is_called():
    files = [path for folder in ("plugins", "tests", "tools") for path in (ROOT / folder).rglob("*.py")]
    found = {
        (path.relative_to(ROOT).as_posix(), danger)
        for path in files
        if path.relative_to(ROOT).parts[:2] != ("tests", "output")
        for danger in dangers(path.read_text(encoding="utf-8"))
    }
    # Folders that ansible-test leaves out have no exceptions to find.
    assert found == {(file, danger) for file, danger in EXCEPTIONS if (ROOT / file).exists()}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("eval('1')", ["eval"]),
        ("builtins.exec('1')", ["builtins.exec"]),
        ("yaml.load(text)", ["yaml.load"]),
        ("yaml.load(text, yaml.Loader)", ["yaml.load"]),
        ("yaml.load(text, Loader=yaml.SafeLoader)", []),
        ("yaml.load(text, yaml.CSafeLoader)", []),
        ("yaml.unsafe_load(text)", ["yaml.unsafe_load"]),
        ("get(url, verify=False)", ["verify=False"]),
        ("get(url, verify=path if wanted else False)", ["verify=False"]),
        ("session.verify = False", ["verify=False"]),
        ("get(url, verify=path); re.compile('eval'); frame.eval('x')", []),
    ],
)
def test_the_search_finds_what_it_looks_for(code, said):
    assert list(dangers(code)) == said
