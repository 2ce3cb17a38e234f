# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Make the virtual environment that everything else runs in, and install a requirements file into it.

Usage: venv.py VENV REQUIREMENTS

Runs before anything is known about the machine: no syntax here that an old Python could not read,
because then it could not say that it is too old.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)


def complaint():
    """What is wrong with this Python, in one line; empty when nothing is."""
    this = "Python %d.%d (%s)" % (sys.version_info[0], sys.version_info[1], sys.executable)
    if sys.version_info < OLDEST:
        wanted = "Python %d.%d or newer is needed" % OLDEST
        return "%s, this is %s; choose another with: make PYTHON=python3.x" % (wanted, this)
    try:
        __import__("venv")
        __import__("ensurepip")
    except ImportError as error:
        return "%s is incomplete (%s); Debian and Ubuntu have the rest in python3-venv" % (this, error)
    return ""


def works(python):
    """False where there is none, and where the Python that it was made from is gone."""
    try:
        subprocess.check_output([python, "-c", "import pip"], stderr=subprocess.STDOUT)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def make(path, requirements):
    """Create or repair the environment; pip leaves alone what is there already."""
    python = os.path.join(path, "bin", "python")
    print("Setting up %s (a minute when new)" % path)
    sys.stdout.flush()
    if not works(python):
        subprocess.check_call([sys.executable, "-m", "venv", "--clear", path])
    # -qq: one -q still prints a warning for every configured index that lacks a package. Errors are shown.
    subprocess.check_call([python, "-m", "pip", "install", "-qq", "--upgrade", "-r", requirements])


def main():
    problem = complaint()
    if problem:
        sys.exit("error: " + problem)
    try:
        make(*sys.argv[1:])
    except subprocess.CalledProcessError as error:
        sys.exit("error: " + str(error))


if __name__ == "__main__":
    main()
