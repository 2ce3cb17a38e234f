# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Failures of an inventory source: one sentence, a non-zero exit code, no hosts. Never a part for the whole."""

from __future__ import annotations

import pytest

from tests.simulator.server import Simulator
from tests.system.inventory_runs import CORES, Ansible


@pytest.fixture(scope="module")
def running_simulator():
    with Simulator(assets=60) as running:
        yield running


@pytest.fixture
def simulator(running_simulator):
    running_simulator.reset()
    return running_simulator


@pytest.fixture(params=CORES, ids=lambda core: core.name)
def ansible(request, tmp_path, simulator):
    return Ansible(request.param, tmp_path, simulator.url)


def says(run, *parts):
    text = " ".join(run.err.split())
    assert "Traceback" not in text
    for part in parts:
        assert part in text
    return True


def failed(run):
    assert run.code == 4
    assert run.out == ""
    return run


@pytest.mark.parametrize("kind", ["more_but_empty", "html_200"])
def test_a_page_that_fails_ends_the_command(ansible, simulator, kind):
    simulator.faults.add(kind, operation="search/am/hostasset", call=3, times=0)
    run = failed(ansible.export(page_size=10))
    assert says(run, "Inventory source", "qualys_hostasset.yml")
    assert len(simulator.journal) >= 3


def test_an_outage_that_lasts_ends_the_command(ansible, simulator):
    simulator.faults.add("status", operation="search/am/hostasset", call=2, times=0, status="503")
    failed(ansible.export(page_size=10, retries=1))


def test_one_bad_page_is_asked_for_again(ansible, simulator):
    simulator.faults.add("cut", operation="search/am/hostasset", call=2)
    assert ansible.export(page_size=30, retries=2).ids == list(simulator.state.assets)


def test_other_sources_do_not_hide_it(ansible, simulator):
    simulator.faults.add("html_200", operation="search/am/hostasset", times=0)
    failed(ansible.run("ansible-inventory", "-i", "one,two,", "-i", ansible.source(), "--list"))


def test_a_play_does_not_start(ansible, simulator):
    simulator.faults.add("html_200", operation="search/am/hostasset", times=0)
    run = ansible.play({"ansible.builtin.debug": {"msg": "ran"}}, source=ansible.source())
    assert failed(run)


def test_a_refresh_within_a_play_ends_it(ansible, simulator):
    simulator.faults.add("html_200", operation="search/am/hostasset", call=2, times=0)
    tasks = [{"ansible.builtin.meta": "refresh_inventory"}, {"ansible.builtin.debug": {"msg": "after"}}]
    run = ansible.play(*tasks, source=ansible.source(criteria=[{"field": "id", "value": 2584223}]))
    assert run.code == 4
    assert "after" not in run.out


def test_a_wrong_password_is_tried_once(ansible, simulator):
    run = failed(ansible.export(env={"QUALYS_PASSWORD": "wrong-one"}))
    assert says(run, "refused the login of user demo", "not tried again")
    assert "wrong-one" not in run.err
    assert len(simulator.journal) == 1


def test_an_unreachable_server(ansible):
    run = failed(ansible.export(api_url="http://127.0.0.1:9", retries=0))
    assert says(run, "127.0.0.1:9")


@pytest.mark.parametrize(
    ("options", "parts"),
    [
        ({"criteria": [{"field": "tagname", "value": "x"}]}, ["criteria[0].field: 'tagname'", "did you mean tagName"]),
        ({"azure": {"tag_key": "a\x07b"}}, ["azure.tag_key: 'a\\x07b' holds the character U+0007"]),
        ({"azure": {"state": "gone"}}, ["azure.state: 'gone'", "RUNNING"]),
        ({"platform": "us9"}, ["platform", "us1"]),
        ({"validate_certs": "treu"}, ["validate_certs: 'treu' is neither true nor false; write true or false"]),
        ({"azur": {}}, ["'azur' is no option of this plugin; similar: azure"]),
        ({"hostnames": ["{{ qualys_name }}"]}, ["hostnames", "without braces"]),
        ({"password": "{{ lookup('ansible.builtin.nonsense') }}"}, ["password", "template"]),
    ],
    ids=lambda value: None,
)
def test_bad_options_end_the_command_before_anything_is_asked(ansible, simulator, options, parts):
    assert says(failed(ansible.export(**options)), *parts)
    assert not simulator.journal


def test_a_typing_error_in_a_variable_ends_the_command(ansible, simulator):
    env = {"QUALYS_VALIDATE_CERTS": "treu"}
    run = failed(ansible.export(env=env))
    assert says(run, "QUALYS_VALIDATE_CERTS: 'treu' is neither true nor false; write true or false")
    assert not simulator.journal
    # The file decides, and options of the fragments of ansible-core are known.
    options = {"strict": "{{ not false }}", "use_extra_vars": "no", "cache_timeout": 1, "leading_separator": True}
    assert ansible.export(env=env, validate_certs="Yes", **options).ids == list(simulator.state.assets)


def test_an_unfit_name_of_the_file_is_warned_of(ansible):
    run = ansible.run("ansible-inventory", "-i", ansible.source("hosts.yml"), "--list")
    ending = "must end in qualys.yml, qualys.yaml, qualys_hostasset.yml or qualys_hostasset.yaml"
    assert says(run, "hosts.yml: the name of a file for community.qualys.qualys_hostasset " + ending)
    assert "".join(run.err.split()).count("hosts.yml:thenameofafile") == 1


@pytest.mark.parametrize("option", ["include", "exclude"])
def test_a_misspelled_condition_ends_the_command(ansible, option):
    run = failed(ansible.export(**{option: ["qualys_azure_stat == 'RUNNING'"]}))
    assert says(run, option, "qualys_azure_stat", "failed for every host")


def test_strict_ends_the_command(ansible):
    failed(ansible.export(strict=True, compose={"x": "no_such_variable"}))
    failed(ansible.export(strict=True, groups={"x": "no_such_variable"}))


def test_a_misspelled_name_is_warned_of(ansible):
    run = ansible.export(hostnames=["no_such_variable", "id"])
    assert run.code == 0
    assert says(run, "hostnames: 'no_such_variable' failed for every host")


def test_a_file_of_another_plugin_is_left_alone(ansible):
    path = ansible.folder / "other_qualys.yml"
    path.write_text("all:\n  hosts:\n    one:\n", encoding="utf-8")
    env = {"ANSIBLE_INVENTORY_ENABLED": "community.qualys.qualys_hostasset,ansible.builtin.yaml"}
    run = ansible.run("ansible-inventory", "-i", str(path), "--list", env=env)
    assert list(run.hostvars or run.inventory["ungrouped"]["hosts"]) == ["one"]
