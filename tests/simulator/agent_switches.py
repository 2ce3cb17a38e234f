# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The doubtful behaviours of Cloud Agents: module activation, activation keys, installers."""

from __future__ import annotations

from .switch import Switch

HOST = "Host assets, "
KEYS = "Activation keys, "

ACTIVATION: tuple[Switch, ...] = (
    Switch(
        "activation_no_match",
        ("refuse", "count_zero"),
        "refuse",
        "(De)activation or a change of key that selects no agent at all: INVALID_REQUEST, or SUCCESS with count 0.",
        HOST + "5.5 filter selects nothing actionable",
    ),
    Switch(
        "module_already_active",
        ("success", "refuse", "count_zero"),
        "success",
        "Activating a module that is active: counted as done, refused, or not counted.",
        HOST + "5.5 module already active",
    ),
    Switch(
        "module_not_active",
        ("success", "refuse"),
        "success",
        "Deactivating a module that is not active: counted as done, or refused.",
        HOST + "5.5 module not active",
    ),
    Switch(
        "module_param_case",
        ("sensitive", "insensitive"),
        "sensitive",
        "Whether the values of the parameter module are taken in any spelling (AGENT_SWCA).",
        HOST + "5.2 Module values",
    ),
    Switch(
        "dependent_in_one_call",
        ("accept", "refuse"),
        "accept",
        "SwCA together with the VM it needs in one call (PAF with PC or SCA).",
        HOST + "5.3 VM + SwCA in one call",
    ),
    Switch(
        "deactivate_needed",
        ("accept", "refuse"),
        "accept",
        "Deactivating VM while SwCA stays active, PC or SCA while PAF stays active.",
        HOST + "5.3 Rules",
    ),
    Switch(
        "activation_lag",
        ("0", "1", "3"),
        "0",
        "How many times an asset is still read with its old modules after they were changed.",
        HOST + "5.6 Delay between activate and the new value",
    ),
    Switch(
        "activation_partial",
        ("none", "silent", "listed"),
        "none",
        "Every third asset of a bulk call (state.partial_every) stays as it was although the answer is SUCCESS: "
        "it is in the answer all the same, or the answer leaves it out.",
        HOST + "5.5 some assets of a bulk can, some cannot",
    ),
    Switch(
        "bulk_limit",
        ("none", "100", "100_told"),
        "none",
        "A bulk call takes all matching assets, or only the first 100, without or with hasMoreRecords and lastId.",
        HOST + "5.4 Maximum assets per bulk call",
    ),
    Switch(
        "bulk_conflict",
        ("refuse", "skip"),
        "refuse",
        "An asset of a bulk call that a rule forbids: the whole call is refused, or the asset is left out.",
        HOST + "5.5 some assets of a bulk can, some cannot",
    ),
    Switch(
        "bulk_tag_criterion",
        ("optional", "required"),
        "optional",
        "Whether bulk (de)activation needs the criterion tagName EQUALS Cloud Agent.",
        HOST + "5.4 Bulk form",
    ),
    Switch(
        "bulk_id_in",
        ("accept", "refuse"),
        "accept",
        "Whether bulk (de)activation takes the criterion id IN.",
        HOST + "5.4 Bulk form",
    ),
    Switch(
        "max_in_values",
        ("none", "250"),
        "none",
        "How many values one IN criterion may have, in any request.",
        HOST + "3.2 maximum IN values",
    ),
    Switch(
        "activated_module_empty",
        ("missing", "empty"),
        "missing",
        "agentInfo without an active module lacks activatedModule, or has it empty.",
        HOST + "5.6 No module active",
    ),
    Switch(
        "activated_module_spacing",
        ("plain", "spaces"),
        "plain",
        "activatedModule reads back without or with a space after each comma.",
        HOST + "5.6 Spaces after commas",
    ),
    Switch(
        "activated_module_case",
        ("documented", "upper", "ioc"),
        "documented",
        "activatedModule reads back as documented, in capitals (AGENT_SWCA), or in capitals with AGENT_IOC for EDR.",
        HOST + "5.6 Spelling of SwCA and EDR",
    ),
)

ACTIVATION_KEYS: tuple[Switch, ...] = (
    Switch(
        "actkey_list_update",
        ("replace", "additive", "reject_list"),
        "replace",
        "A <list> of modules or tags in an update replaces what is there, is added to it, or is refused.",
        KEYS + "3.2 List semantics on update",
    ),
    Switch(
        "actkey_list_operator",
        ("list", "set", "both"),
        "list",
        "Container of modules and tags that an update takes: list, or set with add and remove, or all of them.",
        KEYS + "3.2 List semantics on update; 11 question 1",
    ),
    Switch(
        "hide_disabled_by_default",
        ("no", "yes"),
        "no",
        "A search without a criterion on isDisabled leaves disabled keys out.",
        KEYS + "2.4 Search",
    ),
    Switch(
        "actkey_delete_in_use_code",
        ("INVALID_REQUEST", "CA_1002_KEY_IN_USE", "OTHER_ERROR"),
        "INVALID_REQUEST",
        "Response code for deleting a key that agents use; only the form of CA codes is known.",
        KEYS + "2.3 Delete",
    ),
    Switch(
        "actkey_delete_in_use_http",
        ("200", "400", "409"),
        "200",
        "HTTP status for deleting a key that agents use.",
        KEYS + "10 Simulator checklist 5",
    ),
    Switch(
        "actkey_update_echo",
        ("full", "id"),
        "full",
        "update answers with the whole key, or with its id only.",
        KEYS + "2 Endpoints",
    ),
    Switch(
        "actkey_answer_shape",
        ("2023", "2020"),
        "2023",
        "Elements of a key in answers: networkId, applyOnAgents and suspendSelfPatch, empty lists absent (2023); "
        "or none of these, tags and an empty agents list always there (2020).",
        KEYS + "2.2 Create: answer",
    ),
    Switch(
        "actkey_unlicensed_modules",
        ("drop", "refuse"),
        "drop",
        "Modules outside the subscription are dropped from a key without a word, or refused.",
        KEYS + "2.2 Create: answer",
    ),
    Switch(
        "actkey_network_id",
        ("accept", "refuse"),
        "accept",
        "networkId in create and update.",
        KEYS + "3 Element reference; 11 question 4",
    ),
    Switch(
        "actkey_bare_date",
        ("midnight", "end_of_day"),
        "midnight",
        "An expireDate without a time is stored as 00:00:00 or as 23:59:59.",
        KEYS + "3 Element reference; 11 question 5",
    ),
    Switch(
        "actkey_title_case",
        ("sensitive", "insensitive"),
        "sensitive",
        "Whether titles that differ in case only are the same title.",
        KEYS + "4 Rules",
    ),
    Switch(
        "actkey_blank_title",
        ("accept", "refuse"),
        "accept",
        "A key without a title; any number of those may exist.",
        KEYS + "3 Element reference; 4 Rules",
    ),
    Switch(
        "actkey_tag_by_name",
        ("refuse", "accept", "ignore"),
        "refuse",
        "A tag with a name and no id: refused, looked up, or dropped without a word.",
        KEYS + "2.1 Create: shape",
    ),
    Switch(
        "actkey_disabled_on_create",
        ("ignore", "accept", "refuse"),
        "ignore",
        "isDisabled, documented for update only, in a create request.",
        KEYS + "3 Element reference",
    ),
    Switch(
        "actkey_count_below_used",
        ("accept", "refuse"),
        "accept",
        "Lowering countPurchased below the number of agents that use the key.",
        KEYS + "4 Rules",
    ),
    Switch(
        "actkey_status",
        ("active", "varies"),
        "active",
        "status is always ACTIVE, or tells DISABLED, EXPIRED and USED_UP as well.",
        KEYS + "3 Element reference",
    ),
    Switch("actkey_count_endpoint", ("off", "on"), "off", "Whether keys can be counted.", KEYS + "2 Endpoints"),
    Switch(
        "actkey_apply_delay",
        ("0", "1", "3"),
        "0",
        "How many times an agent is still read with its old modules after an update with applyOnAgents.",
        KEYS + "4 Rules",
    ),
    Switch(
        "changeactkey_answer",
        ("count", "assets", "bare"),
        "count",
        "changeactkey answers with the number of agents, with their Asset records, or with SUCCESS alone.",
        KEYS + "2 Endpoints",
    ),
)

INSTALLERS: tuple[Switch, ...] = (
    Switch(
        "installer_hash",
        ("SHA-256", "SHA-384", "SHA-512"),
        "SHA-256",
        "The kind of hash that binaryinfo gives.",
        KEYS + "7.1 What is available",
    ),
    Switch(
        "installer_spelling",
        ("X_64", "X_86_64"),
        "X_64",
        "The word for the architecture of Linux installers; clients use both, and the other one is refused.",
        KEYS + "7.2 Download",
    ),
    Switch(
        "installer_builds",
        ("one", "several"),
        "one",
        "binaryinfo tells the build that the download gives, or an older one before it.",
        KEYS + "7.1 What is available",
    ),
)

TABLE: tuple[Switch, ...] = ACTIVATION + ACTIVATION_KEYS + INSTALLERS
