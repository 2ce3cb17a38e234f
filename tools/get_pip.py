# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Install pip into an empty virtual environment from what Python brings along.

Stands in for the well-known get-pip.py: takes the same arguments. Copied by pip_bootstrap.py, run by ansible-test,
with any Python that it supports.
"""

import os
import subprocess
import sys


def main():
    # Set by ansible-test for the process that runs this file; its children would run this file again.
    environment = {name: value for name, value in os.environ.items() if name != "GET_PIP"}
    # Options of get-pip.py that pip does not know.
    arguments = [argument for argument in sys.argv[1:] if argument not in ("--no-setuptools", "--no-wheel")]
    subprocess.check_call([sys.executable, "-m", "ensurepip"], env=environment, stdout=subprocess.DEVNULL)
    subprocess.check_call([sys.executable, "-m", "pip", "install", "--upgrade"] + arguments, env=environment)


if __name__ == "__main__":
    main()
