# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write AWX's credential type from the table of connection options, in the forms that people feed AWX with.

Usage: python tools/awx_credential_type.py [--check]
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent))

from connection_docs import ROOT, tables

FOLDER = ROOT / "examples" / "awx"
NAME = "Qualys"
DESCRIPTION = "Logins of Qualys and of its PCI merchant API, for the collection community.qualys"
MARKUP = re.compile(r"\b[CEOV]\(([^)]*)\)")
CAPITALS = {"api": "API", "url": "URL", "ca": "CA", "pci": "PCI", "certs": "certificates"}
HEAD = """\
---
# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Made by tools/awx_credential_type.py from plugins/module_utils/_settings.py; change it there.
# The variable is the one of the collection infra.aap_configuration. credential_type.json is the same for AWX's API.
"""


class Unsafe(str):
    """Text that Ansible must not take for a template: AWX fills it in, later."""


class Dumper(yaml.SafeDumper):
    """Writes lists the way Ansible's linter likes them."""

    def increase_indent(self, flow: bool = False, **_indentless: Any) -> None:
        """Indent lists within mappings, too."""
        return super().increase_indent(flow, indentless=False)


Dumper.add_representer(Unsafe, lambda dumper, text: dumper.represent_scalar("!unsafe", str(text), style='"'))


def options() -> list[Any]:
    """Return every connection option once."""
    settings = tables()
    return list({option.name: option for option in settings.OPTIONS + settings.PCI_OPTIONS}.values())


def label(name: str) -> str:
    """Return the words for a field, such as PCI user name for pci_username."""
    words = [CAPITALS.get(word, word) for word in name.replace("username", "user_name").split("_")]
    return words[0][:1].upper() + words[0][1:] + "".join(" " + word for word in words[1:])


def field(option: Any) -> dict[str, Any]:
    """Return the input of AWX for an option.

    All are text. AWX has a boolean type, but takes a boolean that nobody filled in for false, and would so switch the
    verification of certificates off. What is left empty becomes an empty variable, which counts as unset.
    """
    made: dict[str, Any] = {"id": option.name, "label": label(option.name), "type": "string"}
    if option.secret:
        made["secret"] = True
    choices = ("true", "false") if option.type == "bool" else option.choices
    if choices:
        made["choices"] = list(choices)
    texts = [MARKUP.sub(r"\1", text) for text in option.description]
    if option.default is not None:
        texts.append("If empty: %s." % json.dumps(option.default).strip('"'))
    made["help_text"] = " ".join(texts)
    return made


def credential_type() -> dict[str, Any]:
    """Return the credential type as AWX's API takes it."""
    return {
        "name": NAME,
        "description": DESCRIPTION,
        "kind": "cloud",
        "inputs": {"fields": [field(option) for option in options()], "required": []},
        "injectors": {"env": {option.env: "{{ %s }}" % option.name for option in options()}},
    }


def files() -> dict[str, str]:
    """Return the texts of all forms by file name."""
    raw = credential_type()
    marked = {**raw, "injectors": {"env": {name: Unsafe(text) for name, text in raw["injectors"]["env"].items()}}}
    variable = yaml.dump({"controller_credential_types": [marked]}, Dumper=Dumper, sort_keys=False, width=118)
    return {"credential_type.json": json.dumps(raw, indent=2) + "\n", "credential_type.yml": HEAD + variable}


def main() -> int:
    """Write the files, or with --check only compare them."""
    stale = [name for name, text in files().items() if not _same(FOLDER / name, text)]
    if "--check" not in sys.argv[1:]:
        for name in stale:
            (FOLDER / name).write_text(files()[name], encoding="utf-8")
    elif stale:
        print("out of date: %s; run python tools/awx_credential_type.py" % ", ".join(stale))
        return 1
    return 0


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
