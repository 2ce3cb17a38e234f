# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sphinx' configuration for the docs site; tools/docs_site.py copies it beside the pages and runs Sphinx.

The theme is furo: it follows the reader's light or dark setting, works on telephones, and brings its fonts and scripts
along, so that neither building nor reading asks any other host. Guides are in Markdown (MyST), because they are read in
the repository just as much, where reStructuredText with the roles of Sphinx cannot be read.
"""

from __future__ import annotations

import re

from docutils import nodes

project = "community.qualys"
author = "community.qualys contributors"
project_copyright = "community.qualys contributors, GPL-3.0-or-later"
html_title = "community.qualys"

extensions = ["myst_parser", "sphinx_antsibull_ext", "sphinx_copybutton"]
source_suffix = {".rst": "restructuredtext", ".md": "markdown"}
# Offline: what other projects document is linked by address and not by their inventories.
intersphinx_mapping = {}
suppress_warnings = []
nitpicky = True
smartquotes = False
# The pages of modules name these; antsibull-docs describes only those that the inventory plugin reads itself.
nitpick_ignore_regex = [("envvar", "QUALYS_(PCI_.*|RUN_IN_CONTROLLER)|ANSIBLE_CACHE_PLUGIN.*")]

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
pygments_style = "default"
pygments_dark_style = "github-dark"
# The colours of option tables come from site.css, since furo has a switch of its own for light and dark.
antsibull_ext_color_scheme = "none"
copybutton_prompt_text = r"\$ "
copybutton_prompt_is_regexp = True

# Labels of other documents, by their address; so they are links, though no inventory was fetched.
ANSIBLE = "https://docs.ansible.com/ansible/latest/"
LABELS = {
    "action_plugins": "plugins/action.html",
    "ansible_configuration_settings": "reference_appendices/config.html",
    "common_return_values": "reference_appendices/common_return_values.html",
}
PLUGIN = re.compile(r"ansible_collections\.(\w+)\.(\w+)\.(\w+)$")


def elsewhere(_app, _env, node, content):
    """Return a link for a label of Ansible's own documentation, None for any other."""
    target = node.get("reftarget", "")
    address = LABELS.get(target)
    plugin = PLUGIN.match(target)
    if address is None and plugin and plugin[1] == "ansible":
        address = "collections/%s/%s/%s.html" % plugin.groups()
    if address is None:
        return None
    return nodes.reference("", "", content, refuri=ANSIBLE + address, internal=False)


def setup(app):
    """Called by Sphinx."""
    app.connect("missing-reference", elsewhere)
