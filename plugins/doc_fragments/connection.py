# Copyright (c) 2026, community.qualys contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# Made by tools/connection_docs.py from plugins/module_utils/_settings.py; change it there.

from __future__ import annotations


class ModuleDocFragment:
    # The connection options of a module.
    DOCUMENTATION = r"""
options:
  platform:
    description:
      - The Qualys platform that holds the account.
      - Give either this or O(api_url). A platform that is not the account's own answers like a wrong password.
      - If not set, the environment variable E(QUALYS_PLATFORM) is used.
    type: str
    choices: [us1, us2, us3, us4, eu1, eu2, eu3, in1, ca1, ae1, uk1, au1, ksa1, gov1]
  api_url:
    description:
      - Address of the API server, for private cloud platforms and for the simulator.
      - A bare host name means https. Plain http is accepted for loopback addresses alone.
      - If not set, the environment variable E(QUALYS_API_URL) is used.
    type: str
  username:
    description:
      - User name of an account with the permission C(API Access).
      - If not set, the environment variable E(QUALYS_USERNAME) is used.
    type: str
  password:
    description:
      - Password of that account.
      - If not set, the environment variable E(QUALYS_PASSWORD) is used.
    type: str
  validate_certs:
    description:
      - Whether the server's certificate is verified. Switch it off for experiments only.
      - If not set, the environment variable E(QUALYS_VALIDATE_CERTS) is used.
    type: bool
    default: true
  ca_path:
    description:
      - File with the certificates to trust instead of the public ones, in PEM form.
      - When unset, E(REQUESTS_CA_BUNDLE) is honoured.
      - If not set, the environment variable E(QUALYS_CA_PATH) is used.
    type: path
  proxy:
    description:
      - Address of the HTTP proxy to use, without user and password.
      - When unset, E(HTTPS_PROXY) and E(NO_PROXY) are honoured.
      - If not set, the environment variable E(QUALYS_PROXY) is used.
    type: str
  proxy_username:
    description:
      - User name for O(proxy).
      - If not set, the environment variable E(QUALYS_PROXY_USERNAME) is used.
    type: str
  proxy_password:
    description:
      - Password for O(proxy).
      - If not set, the environment variable E(QUALYS_PROXY_PASSWORD) is used.
    type: str
  connect_timeout:
    description:
      - Seconds to wait for a connection.
      - If not set, the environment variable E(QUALYS_CONNECT_TIMEOUT) is used.
    type: int
    default: 15
  read_timeout:
    description:
      - Seconds without a single byte after which an answer counts as lost.
      - If not set, the environment variable E(QUALYS_READ_TIMEOUT) is used.
    type: int
    default: 120
  retries:
    description:
      - How often a request is sent again after a failure that may pass, with growing pauses.
      - Only what changes nothing is simply repeated; after a lost answer to a change the state is read first.
      - If not set, the environment variable E(QUALYS_RETRIES) is used.
    type: int
    default: 4
  max_wait:
    description:
      - Seconds that one task may spend waiting because Qualys limits the calls of the subscription.
      - When Qualys asks for more, the task fails and tells how long.
      - If not set, the environment variable E(QUALYS_MAX_WAIT) is used.
    type: int
    default: 300
  pci_url:
    description:
      - Used by the PCI modules and not by this module, which takes it so that defaults for the action group
        C(community.qualys.all) serve every module.
    type: str
  pci_username:
    description:
      - Used by the PCI modules and not by this module, which takes it so that defaults for the action group
        C(community.qualys.all) serve every module.
    type: str
  pci_password:
    description:
      - Used by the PCI modules and not by this module, which takes it so that defaults for the action group
        C(community.qualys.all) serve every module.
    type: str
notes:
  - Needs the Python libraries requests and lxml where the module runs.
seealso:
  - name: Qualys platforms
    description: Which platform an account lives on, and its API server.
    link: https://www.qualys.com/platform-identification/
requirements:
  - requests
  - lxml
"""

    # The same for plugins that run in the controller.
    PLUGINS = r"""
options:
  platform:
    description:
      - The Qualys platform that holds the account.
      - Give either this or O(api_url). A platform that is not the account's own answers like a wrong password.
    type: str
    choices: [us1, us2, us3, us4, eu1, eu2, eu3, in1, ca1, ae1, uk1, au1, ksa1, gov1]
    env:
      - name: QUALYS_PLATFORM
  api_url:
    description:
      - Address of the API server, for private cloud platforms and for the simulator.
      - A bare host name means https. Plain http is accepted for loopback addresses alone.
    type: str
    env:
      - name: QUALYS_API_URL
  username:
    description:
      - User name of an account with the permission C(API Access).
    type: str
    env:
      - name: QUALYS_USERNAME
  password:
    description:
      - Password of that account.
    type: str
    env:
      - name: QUALYS_PASSWORD
  validate_certs:
    description:
      - Whether the server's certificate is verified. Switch it off for experiments only.
    type: bool
    default: true
    env:
      - name: QUALYS_VALIDATE_CERTS
  ca_path:
    description:
      - File with the certificates to trust instead of the public ones, in PEM form.
      - When unset, E(REQUESTS_CA_BUNDLE) is honoured.
    type: path
    env:
      - name: QUALYS_CA_PATH
  proxy:
    description:
      - Address of the HTTP proxy to use, without user and password.
      - When unset, E(HTTPS_PROXY) and E(NO_PROXY) are honoured.
    type: str
    env:
      - name: QUALYS_PROXY
  proxy_username:
    description:
      - User name for O(proxy).
    type: str
    env:
      - name: QUALYS_PROXY_USERNAME
  proxy_password:
    description:
      - Password for O(proxy).
    type: str
    env:
      - name: QUALYS_PROXY_PASSWORD
  connect_timeout:
    description:
      - Seconds to wait for a connection.
    type: int
    default: 15
    env:
      - name: QUALYS_CONNECT_TIMEOUT
  read_timeout:
    description:
      - Seconds without a single byte after which an answer counts as lost.
    type: int
    default: 120
    env:
      - name: QUALYS_READ_TIMEOUT
  retries:
    description:
      - How often a request is sent again after a failure that may pass, with growing pauses.
      - Only what changes nothing is simply repeated; after a lost answer to a change the state is read first.
    type: int
    default: 4
    env:
      - name: QUALYS_RETRIES
  max_wait:
    description:
      - Seconds that one task may spend waiting because Qualys limits the calls of the subscription.
      - When Qualys asks for more, the task fails and tells how long.
    type: int
    default: 300
    env:
      - name: QUALYS_MAX_WAIT
notes:
  - Needs the Python libraries requests and lxml in the controller.
seealso:
  - name: Qualys platforms
    description: Which platform an account lives on, and its API server.
    link: https://www.qualys.com/platform-identification/
requirements:
  - requests
  - lxml
"""

    # The connection options of a module that logs in to both.
    BOTH = r"""
options:
  platform:
    description:
      - The Qualys platform that holds the account.
      - Give either this or O(api_url). A platform that is not the account's own answers like a wrong password.
      - If not set, the environment variable E(QUALYS_PLATFORM) is used.
    type: str
    choices: [us1, us2, us3, us4, eu1, eu2, eu3, in1, ca1, ae1, uk1, au1, ksa1, gov1]
  api_url:
    description:
      - Address of the API server, for private cloud platforms and for the simulator.
      - A bare host name means https. Plain http is accepted for loopback addresses alone.
      - If not set, the environment variable E(QUALYS_API_URL) is used.
    type: str
  username:
    description:
      - User name of an account with the permission C(API Access).
      - If not set, the environment variable E(QUALYS_USERNAME) is used.
    type: str
  password:
    description:
      - Password of that account.
      - If not set, the environment variable E(QUALYS_PASSWORD) is used.
    type: str
  validate_certs:
    description:
      - Whether the server's certificate is verified. Switch it off for experiments only.
      - If not set, the environment variable E(QUALYS_VALIDATE_CERTS) is used.
    type: bool
    default: true
  ca_path:
    description:
      - File with the certificates to trust instead of the public ones, in PEM form.
      - When unset, E(REQUESTS_CA_BUNDLE) is honoured.
      - If not set, the environment variable E(QUALYS_CA_PATH) is used.
    type: path
  proxy:
    description:
      - Address of the HTTP proxy to use, without user and password.
      - When unset, E(HTTPS_PROXY) and E(NO_PROXY) are honoured.
      - If not set, the environment variable E(QUALYS_PROXY) is used.
    type: str
  proxy_username:
    description:
      - User name for O(proxy).
      - If not set, the environment variable E(QUALYS_PROXY_USERNAME) is used.
    type: str
  proxy_password:
    description:
      - Password for O(proxy).
      - If not set, the environment variable E(QUALYS_PROXY_PASSWORD) is used.
    type: str
  connect_timeout:
    description:
      - Seconds to wait for a connection.
      - If not set, the environment variable E(QUALYS_CONNECT_TIMEOUT) is used.
    type: int
    default: 15
  read_timeout:
    description:
      - Seconds without a single byte after which an answer counts as lost.
      - If not set, the environment variable E(QUALYS_READ_TIMEOUT) is used.
    type: int
    default: 120
  retries:
    description:
      - How often a request is sent again after a failure that may pass, with growing pauses.
      - Only what changes nothing is simply repeated; after a lost answer to a change the state is read first.
      - If not set, the environment variable E(QUALYS_RETRIES) is used.
    type: int
    default: 4
  max_wait:
    description:
      - Seconds that one task may spend waiting because Qualys limits the calls of the subscription.
      - When Qualys asks for more, the task fails and tells how long.
      - If not set, the environment variable E(QUALYS_MAX_WAIT) is used.
    type: int
    default: 300
  pci_url:
    description:
      - Address of the PCI API server. The default is the only one that documents show.
      - A bare host name means https. Plain http is accepted for loopback addresses alone.
      - If not set, the environment variable E(QUALYS_PCI_URL) is used.
    type: str
    default: "https://pci-api.qualys.com"
  pci_username:
    description:
      - Name of a PCI merchant user, which is not the user of other Qualys modules and mostly holds an C(@).
      - Where SAML single sign-on is on for the merchant account, this API takes no password at all.
      - If not set, the environment variable E(QUALYS_PCI_USERNAME) is used.
    type: str
  pci_password:
    description:
      - Password of that user.
      - If not set, the environment variable E(QUALYS_PCI_PASSWORD) is used.
    type: str
notes:
  - Needs the Python libraries requests and lxml where the module runs.
seealso:
  - name: Qualys platforms
    description: Which platform an account lives on, and its API server.
    link: https://www.qualys.com/platform-identification/
requirements:
  - requests
  - lxml
"""

    # The connection options of a module for the PCI merchant API.
    PCI = r"""
options:
  pci_url:
    description:
      - Address of the PCI API server. The default is the only one that documents show.
      - A bare host name means https. Plain http is accepted for loopback addresses alone.
      - If not set, the environment variable E(QUALYS_PCI_URL) is used.
    type: str
    default: "https://pci-api.qualys.com"
  pci_username:
    description:
      - Name of a PCI merchant user, which is not the user of other Qualys modules and mostly holds an C(@).
      - Where SAML single sign-on is on for the merchant account, this API takes no password at all.
      - If not set, the environment variable E(QUALYS_PCI_USERNAME) is used.
    type: str
  pci_password:
    description:
      - Password of that user.
      - If not set, the environment variable E(QUALYS_PCI_PASSWORD) is used.
    type: str
  validate_certs:
    description:
      - Whether the server's certificate is verified. Switch it off for experiments only.
      - If not set, the environment variable E(QUALYS_VALIDATE_CERTS) is used.
    type: bool
    default: true
  ca_path:
    description:
      - File with the certificates to trust instead of the public ones, in PEM form.
      - When unset, E(REQUESTS_CA_BUNDLE) is honoured.
      - If not set, the environment variable E(QUALYS_CA_PATH) is used.
    type: path
  proxy:
    description:
      - Address of the HTTP proxy to use, without user and password.
      - When unset, E(HTTPS_PROXY) and E(NO_PROXY) are honoured.
      - If not set, the environment variable E(QUALYS_PROXY) is used.
    type: str
  proxy_username:
    description:
      - User name for O(proxy).
      - If not set, the environment variable E(QUALYS_PROXY_USERNAME) is used.
    type: str
  proxy_password:
    description:
      - Password for O(proxy).
      - If not set, the environment variable E(QUALYS_PROXY_PASSWORD) is used.
    type: str
  connect_timeout:
    description:
      - Seconds to wait for a connection.
      - If not set, the environment variable E(QUALYS_CONNECT_TIMEOUT) is used.
    type: int
    default: 15
  read_timeout:
    description:
      - Seconds without a single byte after which an answer counts as lost.
      - If not set, the environment variable E(QUALYS_READ_TIMEOUT) is used.
    type: int
    default: 120
  retries:
    description:
      - How often a request is sent again after a failure that may pass, with growing pauses.
      - Only what changes nothing is simply repeated; after a lost answer to a change the state is read first.
      - If not set, the environment variable E(QUALYS_RETRIES) is used.
    type: int
    default: 4
  max_wait:
    description:
      - Seconds that one task may spend waiting because Qualys limits the calls of the subscription.
      - When Qualys asks for more, the task fails and tells how long.
      - If not set, the environment variable E(QUALYS_MAX_WAIT) is used.
    type: int
    default: 300
  platform:
    description:
      - Used by the other modules and not by this module, which takes it so that defaults for the action group
        C(community.qualys.all) serve every module.
    type: str
    choices: [us1, us2, us3, us4, eu1, eu2, eu3, in1, ca1, ae1, uk1, au1, ksa1, gov1]
  api_url:
    description:
      - Used by the other modules and not by this module, which takes it so that defaults for the action group
        C(community.qualys.all) serve every module.
    type: str
  username:
    description:
      - Used by the other modules and not by this module, which takes it so that defaults for the action group
        C(community.qualys.all) serve every module.
    type: str
  password:
    description:
      - Used by the other modules and not by this module, which takes it so that defaults for the action group
        C(community.qualys.all) serve every module.
    type: str
notes:
  - Needs the Python library requests where the module runs, and no other.
  - The PCI merchant API has a host and user accounts of its own.
seealso:
  - name: Qualys PCI Compliance API
    description: User accounts of the API.
    link: https://docs.qualys.com/en/pci/api/get_started/user_account.htm
requirements:
  - requests
"""
