"""The sockets at which this very process listens, as the system tells."""

import re
import socket
import struct
from pathlib import Path

import pytest

_LISTENS = "0A"


def listening() -> set[tuple[str, int]]:
    """Their addresses and ports, those of the loopback among them. Skips the test where the system does not tell."""
    if not Path("/proc/self/net/tcp").exists():
        pytest.skip("this system does not tell at which sockets a process listens")
    own = set()
    for each in Path("/proc/self/fd").iterdir():
        try:
            own |= set(re.findall(r"socket:\[(\d+)\]", str(each.readlink())))
        except OSError:
            continue
    found = set()
    for family, name in ((socket.AF_INET, "tcp"), (socket.AF_INET6, "tcp6")):
        for line in Path(f"/proc/self/net/{name}").read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == _LISTENS and fields[9] in own:
                address, port = fields[1].split(":")
                raw = b"".join(struct.pack("<I", int(address[at : at + 8], 16)) for at in range(0, len(address), 8))
                found.add((socket.inet_ntop(family, raw), int(port, 16)))
    return found
