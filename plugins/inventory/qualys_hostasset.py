# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: qualys_hostasset
short_description: Hosts from a Qualys asset search, Azure virtual machines first
version_added: 1.0.0
author:
  - community.qualys contributors (@ansible-collections)
description:
  - Builds the inventory from a search for host assets, by Azure facts or by any other criterion of Qualys.
  - >-
    The file must be called C(qualys_hostasset.yml), C(qualys.yml) or something that ends so, such as
    C(prod.qualys.yml); the ending C(.yaml) works as well. Besides the line with O(plugin) nothing is needed in it when
    the connection comes from environment variables.
  - >-
    Every host gets facts of its asset as variables, C(qualys_id) at least; O(hostvars) says which. What they hold is
    what M(community.qualys.qualys_host_asset_info) returns; the variable of C(azure_location) is called
    C(qualys_azure_location). Of a fact that Qualys does not have there is no variable; in the expressions of this file
    it is null all the same, so they need not ask whether it is defined.
  - >-
    The expressions of this file see all facts, also those that are no variables. Only what is used, as a variable or
    in an expression, is asked for.
  - >-
    When the hosts cannot be had completely, the command ends with exit code 4, whatever other inventory sources there
    are. It never goes on with a part of the hosts.
  - >-
    A key in the file that is no option of this plugin ends the command as well, as does a boolean that is neither
    true nor false, in the file or in an environment variable.
  - >-
    Text from Qualys is never taken for a template. Groups whose name could be one get underscores in its place.
extends_documentation_fragment:
  - constructed
  - inventory_cache
  - community.qualys.connection.plugins
  - community.qualys.host_asset.search
  - community.qualys.host_asset.detail
seealso:
  - module: community.qualys.qualys_host_asset_info
notes:
  - >-
    In the file, all booleans and the options of connection and search may be templates, for example with look-ups for
    the password. They see the extra variables.
  - >-
    Cached is what Qualys said, under a key made of server, user name, O(azure), O(criteria) and O(detail). Names,
    conditions and groups can be changed without asking Qualys again, as long as they use no further facts.
  - >-
    An expression that is only a name, such as V(qualys_azure_location) or V(qualys_azure_tags.Owner), costs next to
    nothing; any other costs ansible-core about a millisecond for each host. O(group_by) needs none.
options:
  plugin:
    description: Marks the file as one for this plugin. The full name is needed.
    type: str
    required: true
    choices: [community.qualys.qualys_hostasset]
  hostnames:
    description:
      - Where the name of a host comes from; the first that has a value counts.
      - >-
        Each is a key as M(community.qualys.qualys_host_asset_info) returns it, such as V(azure_name), or a Jinja
        expression over the host's variables, such as V(qualys_azure_tags.Name), without braces.
      - A host for which none has a value is called like its asset id.
      - Characters on which a terminal would act are shown as escapes, because Ansible prints names as they are.
      - >-
        Slashes, and hyphens and dots at the beginning, become an underscore, because names become file names and
        arguments of C(ssh).
    type: list
    elements: str
    default: [fqdn, dns_host_name, name, netbios_name, azure_name, address, id]
  on_duplicate:
    description:
      - What happens when several assets have the same name, as after a machine was built anew. A warning tells.
      - With V(suffix), the one with the lowest id has the name and the others get an underscore and their id.
      - With V(newest), the one that Qualys changed last has the name and the others are left out.
      - With V(fail), the command ends.
    type: str
    choices: [suffix, newest, fail]
    default: suffix
  connect_with:
    description:
      - Where C(ansible_host) comes from; the first that has a value counts. Written and made safe like O(hostnames).
      - With an empty list, or where none has a value, C(ansible_host) is not set.
    type: list
    elements: str
    default: [address, azure_private_ip_address, azure_public_ip_address, fqdn, dns_host_name]
  include:
    description:
      - Jinja conditions over the host's variables, without braces. A host must meet all of them.
      - >-
        They are checked after the search and before anything else. A condition that fails for every host, as one with
        a misspelled variable does, ends the command; with O(strict), one failure is enough. Otherwise, a host for
        which it fails does not meet it.
    type: list
    elements: str
    default: []
  exclude:
    description: Conditions written like O(include); a host that meets one of them is left out.
    type: list
    elements: str
    default: []
  hostvars:
    description:
      - >-
        Which facts become variables, by the keys that M(community.qualys.qualys_host_asset_info) returns, such as
        V(azure_location); V(all) stands for everything that O(detail) covers.
      - >-
        If not set, everything with O(detail=full), and otherwise V(id), V(name), V(address), V(fqdn), V(os),
        V(tracking_method), V(tags), V(sources), V(agent_status), V(agent_version), V(agent_modules),
        V(agent_last_checked_in), V(azure_name), V(azure_location), V(azure_state), V(azure_vm_id), V(azure_vm_size),
        V(azure_subscription_id), V(azure_resource_group_name), V(azure_private_ip_address),
        V(azure_public_ip_address), V(azure_tags).
      - The time that Ansible and AWX need for an inventory grows with the number of variables.
    type: list
    elements: str
  hostvars_prefix:
    description:
      - What the names of the variables begin with.
      - It cannot be empty, since Ansible reserves names such as C(tags) and C(name).
    type: str
    default: qualys_
  group_by:
    description:
      - >-
        Groups that are made without any expression, such as C(azure_location_westeurope), C(azure_state_RUNNING),
        C(azure_subscription_...), C(azure_resource_group_...), C(azure_tag_Owner_ann), C(tag_prod), C(os_linux),
        C(agent_module_VM) and C(tracked_by_QAGENT).
      - >-
        V(os_family) tells V(linux), V(windows), V(macos), V(bsd), V(unix), V(network) and V(other) apart, by words in
        what Qualys calls the operating system.
    type: list
    elements: str
    choices:
      - azure_location
      - azure_state
      - azure_subscription
      - azure_resource_group
      - azure_tags
      - tags
      - os_family
      - agent_modules
      - tracking_method
    default: []
  concurrency:
    description:
      - How many requests may be under way at once, from 1 to 8. No more than Qualys says it takes, in any case.
      - >-
        If not set, as many as Qualys says in the header C(X-Concurrency-Limit-Limit), at most 8; 2 where it says
        nothing. That Qualys sends the header with this search is not confirmed on a live account.
      - A fleet that fits on one page is one request.
    type: int
    env:
      - name: QUALYS_CONCURRENCY
"""

EXAMPLES = r"""
# All host assets, with QUALYS_PLATFORM, QUALYS_USERNAME and QUALYS_PASSWORD set in the environment.
---
plugin: community.qualys.qualys_hostasset

# Running Azure virtual machines in one region, grouped by resource group.
# The names of resource groups often contain dashes. Ansible leaves them in the names of the groups and warns; to have
# underscores in their place, such as rg_my_group for my-group, set force_valid_group_names to always in ansible.cfg.
---
plugin: community.qualys.qualys_hostasset
platform: eu1
username: reader
password: "{{ lookup('ansible.builtin.env', 'QUALYS_READER_PASSWORD') }}"
azure:
  location: centralindia
  state: RUNNING
keyed_groups:
  - key: qualys_azure_resource_group_name
    prefix: rg
  - key: qualys_azure_tags
    prefix: tag

# The usual groups without any expression, and only three variables for each host.
---
plugin: community.qualys.qualys_hostasset
azure: {}
group_by: [azure_location, azure_state, os_family, tags]
hostvars: [id, os, azure_tags]

# Virtual machines that are neither deallocated nor running.
---
plugin: community.qualys.qualys_hostasset
azure:
  not_state: [DEALLOCATED, RUNNING]

# Linux hosts with a cloud agent that was heard of lately, under their Azure names, reached by their public address.
---
plugin: community.qualys.qualys_hostasset
criteria:
  - field: tagName
    value: Cloud Agent
  - field: os
    operator: CONTAINS
    value: Linux
  - field: lastCheckedIn
    operator: GREATER
    value: "2026-01-31"
exclude:
  - qualys_azure_state == 'DELETED'
hostnames: [azure_name, fqdn, name]
on_duplicate: newest
connect_with: [azure_public_ip_address, address]
compose:
  ansible_user: "'azureuser' if 'azure' in qualys_sources else 'root'"
groups:
  watched: "'AGENT_VM' in (qualys_agent_modules or [])"
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: ~/.cache/qualys_inventory
"""

from pathlib import Path

from ansible_collections.community.qualys.plugins.plugin_utils.file_name import names_plugin
from ansible_collections.community.qualys.plugins.plugin_utils.source import HostAssetSource
from ansible_collections.community.qualys.plugins.plugin_utils.stop import stop_for

ENDINGS = ("qualys.yml", "qualys.yaml", "qualys_hostasset.yml", "qualys_hostasset.yaml")


class InventoryModule(HostAssetSource):
    """The plugin as ansible-core finds it; what it does with its options is in HostAssetSource."""

    NAME = "community.qualys.qualys_hostasset"

    def verify_file(self, path):
        if not super().verify_file(path):
            return False
        if path.endswith(ENDINGS):
            return True
        if names_plugin(path, self.NAME):
            # Shown once however often it is said; ansible-core alone would only tell that nothing could be parsed.
            self.display.warning(
                "%s: the name of a file for %s must end in %s or %s"
                % (Path(path).name, self.NAME, ", ".join(ENDINGS[:-1]), ENDINGS[-1])
            )
        return False

    def parse(self, inventory, loader, path, cache=True):
        super().parse(inventory, loader, path, cache)
        try:
            self._read_config_data(path)
            self.fill(cache)
        except Exception as error:
            if not self.is_mine:
                # A file of another plugin, or none at all: others may make something of it.
                raise
            raise stop_for(error, path, self.display) from error
