# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory plugin through the real commands of every ansible-core: hosts, names, variables, groups."""

from __future__ import annotations

import base64

import pytest

from tests.simulator.server import Simulator
from tests.system.inventory_runs import CORES, Ansible

BIG = 10_000


@pytest.fixture(scope="module")
def running_simulator():
    with Simulator(assets=60) as running:
        yield running


@pytest.fixture
def simulator(running_simulator):
    running_simulator.reset()
    return running_simulator


@pytest.fixture(scope="module")
def big_simulator():
    with Simulator(assets=BIG) as running:
        yield running


@pytest.fixture(params=CORES, ids=lambda core: core.name)
def core(request):
    return request.param


@pytest.fixture
def ansible(core, tmp_path, simulator):
    return Ansible(core, tmp_path, simulator.url)


def azure_sources(simulator):
    """Return {asset id: Azure source} as the simulator has them."""
    found = {}
    for number in simulator.state.assets:
        for source in simulator.state.assets.peek(number).get("sourceInfo", {}).get("list", []):
            if "AzureAssetSourceSimple" in source:
                found[number] = source["AzureAssetSourceSimple"]
    return found


def group_members(run, name):
    return sorted(run.inventory[name]["hosts"])


@pytest.mark.parametrize("page_size", [1000, 7])
def test_ten_thousand_hosts_each_once(core, tmp_path, big_simulator, page_size):
    ansible = Ansible(core, tmp_path, big_simulator.url)
    big_simulator.journal.clear()
    assert ansible.export(page_size=page_size).ids == list(big_simulator.state.assets)
    # Several at once cost some requests more than one after another.
    assert len(big_simulator.journal) <= 1.6 * len(big_simulator.state.assets) / page_size + 4


@pytest.mark.parametrize("page_size", [1000, 7])
def test_exactly_the_matching_hosts_of_ten_thousand(core, tmp_path, big_simulator, page_size):
    ansible = Ansible(core, tmp_path, big_simulator.url)
    wanted = [
        number
        for number, source in azure_sources(big_simulator).items()
        if source["location"] == "centralindia" and source["state"] in ("RUNNING", "STOPPED")
    ]
    run = ansible.export(page_size=page_size, azure={"location": "centralindia", "state": ["running", "STOPPED"]})
    assert len(wanted) > 100
    assert run.ids == wanted


def test_export_is_plain_data(ansible, simulator):
    run = ansible.export(
        compose={"joined": "qualys_name ~ '-' ~ qualys_id", "same": "qualys_os", "tags_too": "qualys_azure_tags"},
        keyed_groups=[{"key": "qualys_azure_location", "prefix": "in"}, {"key": "qualys_tags", "prefix": "tag"}],
        groups={"windows": "'Windows' in (qualys_os or '')"},
        hostnames=["'h%d' % qualys_id"],
        connect_with=["'10.0.0.1'"],
    )
    assert "__ansible" not in run.out
    hosts = run.hostvars
    assert len(hosts) == len(simulator.state.assets)
    for name, host in hosts.items():
        assert name == "h%d" % host["qualys_id"]
        assert host["joined"].endswith("-%d" % host["qualys_id"])
        assert host.get("same") == host.get("qualys_os")
        assert host["ansible_host"] == "10.0.0.1"
    for location in {source["location"] for source in azure_sources(simulator).values()}:
        there = [name for name, host in hosts.items() if host.get("qualys_azure_location") == location]
        assert group_members(run, "in_" + location) == sorted(there)


HOSTILE = "{{ 1/0 }}"
# Declares other markers in a header, and needs no brace.
DISGUISED = "#jinja2:variable_start_string:'[[',variable_end_string:']]'\n[[ 1/0 ]]"


def test_text_from_outside_is_never_a_template(ansible, simulator):
    asset = simulator.state.assets[2584223]
    asset["name"] = HOSTILE
    asset["os"] = DISGUISED
    asset["tags"]["list"][0]["TagSimple"]["name"] = HOSTILE
    source = asset["sourceInfo"]["list"][0]["AzureAssetSourceSimple"]
    source["azureVmTags"]["tags"]["list"][0]["AzureTags"] = {"key": HOSTILE, "value": HOSTILE}
    source_file = ansible.source(
        criteria=[{"field": "id", "value": 2584223}],
        hostnames=["name"],
        strict=True,
        compose={"composed": "qualys_name", "joined": "qualys_name ~ 'x'", "listed": "[qualys_os]"},
        groups={"named": "qualys_name | length == %d" % len(HOSTILE)},
        keyed_groups=[{"key": "qualys_tags", "prefix": "tag"}, {"key": "qualys_azure_tags", "prefix": "az"}],
        include=["qualys_name | length == %d" % len(HOSTILE)],
    )
    same = {
        # A slash is none in a name.
        "inventory_hostname": HOSTILE.replace("/", "_"),
        "qualys_name": HOSTILE,
        "qualys_os": DISGUISED,
        "qualys_tags[0]": HOSTILE,
        "qualys_azure_tags.values() | first": HOSTILE,
        "(qualys_azure_tags | dict2items)[0].key": HOSTILE,
        "composed": HOSTILE,
        "joined": HOSTILE + "x",
        "listed[0]": DISGUISED,
    }
    facts = {"fact_%d" % number: "{{ %s }}" % expression for number, expression in enumerate(same)}
    # Compared as base64, for a test that spelled the template out would fill it in itself.
    checks = [
        "fact_%d | b64encode == '%s'" % (number, base64.b64encode(text.encode()).decode())
        for number, text in enumerate(same.values())
    ]
    checks += [
        "group_names | select('match', '^(named|tag_|az_)') | list | length == 3",
        "'{' not in group_names | join",
    ]
    run = ansible.play(
        {"ansible.builtin.set_fact": facts},
        {"ansible.builtin.assert": {"that": checks}},
        source=source_file,
    )
    assert run.code == 0, run.out + run.err
    assert "failed=0" in run.out


def test_environment_alone_is_enough(ansible, simulator, tmp_path):
    # Ansible itself wants a place to write; the plugin wants none.
    for home in (None, "/proc/nowhere"):
        run = ansible.export(env={"HOME": home, "ANSIBLE_HOME": str(tmp_path / "own"), "QUALYS_PLATFORM": ""})
        assert run.ids == list(simulator.state.assets)


def test_another_name_of_the_file(ansible, simulator):
    run = ansible.run("ansible-inventory", "-i", ansible.source("prod.qualys.yaml"), "--list")
    assert run.ids == list(simulator.state.assets)


def test_options_may_be_templates(ansible, simulator):
    options = {
        "api_url": "{{ lookup('ansible.builtin.env', 'OTHER_URL') }}",
        "password": "{{ lookup('ansible.builtin.env', 'OTHER_PASSWORD') }}",
        "page_size": "{{ 20 + 1 }}",
        "azure": {"location": "{{ region }}"},
    }
    env = {"OTHER_URL": simulator.url, "OTHER_PASSWORD": "demo", "QUALYS_API_URL": None, "QUALYS_PASSWORD": None}
    run = ansible.export("-e", "region=centralindia", env=env, **options)
    wanted = [number for number, source in azure_sources(simulator).items() if source["location"] == "centralindia"]
    assert run.ids == wanted
    assert "<limitResults>21</limitResults>" in simulator.journal[0]["body"]


def test_extra_variables_in_compose(ansible):
    expressions = {"compose": {"colour": "shade ~ '!'"}, "use_extra_vars": True, "include": ["shade == 'red'"]}
    run = ansible.export("-e", "shade=red", **expressions)
    assert {host["colour"] for host in run.hostvars.values()} == {"red!"}


def test_a_password_that_looks_like_a_template_is_taken_as_it_is(ansible, simulator):
    simulator.add_user("odd", "{{ 7*7 }}")
    run = ansible.export(env={"QUALYS_USERNAME": "odd", "QUALYS_PASSWORD": "{{ 7*7 }}"})
    assert run.ids == list(simulator.state.assets)


def test_default_names_and_addresses(ansible, simulator):
    hosts = ansible.export(criteria=[{"field": "id", "value": [2584223, 2687821]}]).hostvars
    assert sorted(hosts) == ["sample_resource_fqdn", "user_john"]
    assert hosts["sample_resource_fqdn"]["ansible_host"] == "172.17.1.5"
    assert hosts["user_john"]["qualys_azure_location"] == "centralus"


def test_hosts_with_no_one_and_several_sources(ansible, simulator):
    azure = {"AzureAssetSourceSimple": {"vmId": "v", "location": "eastus", "lastUpdated": "2020-01-01T00:00:00Z"}}
    ec2 = {"Ec2AssetSourceSimple": {"instanceId": "i-1", "assetId": "5"}}
    sources = {11: None, 12: [{"AssetSource": {}}], 13: [azure], 14: [{"AssetSource": {}}, ec2, azure], 15: []}
    for number, parts in sources.items():
        simulator.state.assets[number] = {"id": number, "name": "n%d" % number}
        if parts is not None:
            simulator.state.assets[number]["sourceInfo"] = {"list": parts}
    hosts = ansible.export(criteria=[{"field": "id", "operator": "LESSER", "value": 16}]).hostvars
    assert {name: host["qualys_sources"] for name, host in hosts.items()} == {
        "n11": [],
        "n12": [],
        "n13": ["azure"],
        "n14": ["azure", "ec2"],
        "n15": [],
    }
    assert "qualys_azure_vm_id" not in hosts["n11"]
    assert hosts["n14"]["qualys_azure_vm_id"] == "v"


class TestDuplicates:
    @pytest.fixture
    def twins(self, simulator):
        for number, day in ((11, "02"), (12, "03"), (13, "01")):
            modified = "2026-01-%sT00:00:00Z" % day
            simulator.state.assets[number] = {"id": number, "name": "twin", "modified": modified}
        return {"criteria": [{"field": "name", "value": "twin"}], "hostnames": ["name"]}

    def test_suffix(self, ansible, twins):
        run = ansible.export(**twins)
        assert {name: host["qualys_id"] for name, host in run.hostvars.items()} == {
            "twin": 11,
            "twin_12": 12,
            "twin_13": 13,
        }
        assert "1 host names are shared by 3 host assets" in " ".join(run.err.split())

    def test_newest(self, ansible, twins):
        run = ansible.export(on_duplicate="newest", **twins)
        assert {name: host["qualys_id"] for name, host in run.hostvars.items()} == {"twin": 12}
        assert "left out" in " ".join(run.err.split())

    def test_fail(self, ansible, twins):
        run = ansible.export(on_duplicate="fail", **twins)
        assert run.code != 0
        assert run.out == ""
        assert "on_duplicate" in run.err


def test_include_and_exclude(ansible, simulator):
    run = ansible.export(include=["'azure' in qualys_sources"], exclude=["qualys_azure_state == 'RUNNING'"])
    wanted = [number for number, source in azure_sources(simulator).items() if source["state"] != "RUNNING"]
    assert run.ids == wanted


def test_prefix_and_full_detail(ansible):
    hosts = ansible.export(hostvars_prefix="asset_", detail="full").hostvars
    names = {name for host in hosts.values() for name in host}
    assert {"asset_id", "asset_software", "asset_open_ports", "ansible_host"} <= names
    assert not [name for name in names if not name.startswith("asset_") and name != "ansible_host"]


def test_nothing_is_said_at_default_verbosity_and_pages_at_more(ansible, simulator):
    source = ansible.source(page_size=20)
    assert ansible.run("ansible-inventory", "-i", source, "--list").err == ""
    told = ansible.run("ansible-inventory", "-i", source, "--graph", "-v")
    assert "20 host assets read" in told.out + told.err
    assert "%d host assets found" % len(simulator.state.assets) in told.out + told.err


def test_variables_are_those_a_play_sees(ansible):
    """They are written past set_variable, into an attribute: this is the test that a new ansible-core must pass."""
    source = ansible.source(criteria=[{"field": "id", "value": 2584223}], hostvars=["all"])
    checks = [
        "hostvars[inventory_hostname].qualys_id == 2584223",
        "qualys_azure_tags == {'Owner': 'John'}",
        "qualys_tags == ['Sample Tag']",
        "qualys_host_id is number",
        "ansible_host == '172.17.1.5'",
    ]
    run = ansible.play({"ansible.builtin.assert": {"that": checks}}, source=source)
    assert run.code == 0, run.out + run.err
    assert "failed=0" in run.out
