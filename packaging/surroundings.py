"""What a bundle changes in the environment that it was started in, before anything of the program is imported."""

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

AUTHORITIES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem")


def settle(environment: MutableMapping[str, str] = os.environ) -> None:
    """Have it trust whom the system trusts, and other programs find their own libraries again. Linux alone."""
    if sys.platform != "linux":
        return
    # The bundle's OpenSSL looks for whom to trust where the system that it was built on has them.
    for place in AUTHORITIES:
        if Path(place).exists():
            environment.setdefault("SSL_CERT_FILE", place)
            break
    # PyInstaller sets these for the bundle, which has read the first when it was loaded, and finds its plugins without
    # the others. A browser or a file manager that it starts would load the bundle's libraries in place of its own.
    before = environment.pop("LD_LIBRARY_PATH_ORIG", "")
    for name in ("LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QML2_IMPORT_PATH"):
        environment.pop(name, None)
    if before:
        environment["LD_LIBRARY_PATH"] = before
