# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fuzzing: bytes that nobody wrote are given to whatever reads answers, dates, addresses and pages.

Each target is a function of bytes that says what must hold for all of them. The unit tests try some in every run;
``make fuzz`` lets a fuzzer that watches which code is reached look for more. What it finds is kept in ``found.py``.
"""
