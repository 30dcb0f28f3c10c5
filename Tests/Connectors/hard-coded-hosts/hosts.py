"""The Python connector next door, with Procore's hosts written in the code, as many a connector has them.

It knows nothing of Dryfit: urllib finds the proxy and the certificate authority by the usual variables.
"""

import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "python-web"))

import connector  # noqa: E402

LOGIN = "https://login.procore.com"
API = "https://api.procore.com"

if __name__ == "__main__":
    os.environ.update(PROCORE_LOGIN_URL=LOGIN, PROCORE_API_URL=API)
    sys.exit(connector.main())
