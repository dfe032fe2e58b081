"""Where the bundled program starts: what the console script of an installed one is."""

import os
import sys

import stand_ins

stand_ins.put_in()

# The bundle's OpenSSL looks for whom to trust where the system that it was built on has them.
for _place in ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem"):
    if os.path.exists(_place):  # noqa: PTH110  # before anything is imported
        os.environ.setdefault("SSL_CERT_FILE", _place)
        break

# A system that opens a file with the program names the file alone.
if len(sys.argv) == 2 and sys.argv[1].lower().endswith((".workshop", ".pdf")):
    sys.argv.insert(1, "run")

from ui.cli import main  # noqa: E402

main()
