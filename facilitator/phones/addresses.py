"""Which addresses a page may be served at: one of the room's own network."""

from ipaddress import IPv4Address, ip_address, ip_network

from facilitator.errors import Invalid
from facilitator.i18n import tr

_PRIVATE = tuple(map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8")))


def is_private(address: str) -> bool:
    """Whether it is one address of a network that the internet does not reach; "all of them" is none."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return isinstance(found, IPv4Address) and any(found in network for network in _PRIVATE)


def check_private(address: str) -> None:
    """Raise Invalid for an address that is none of a private network."""
    if not is_private(address):
        raise Invalid(
            tr("“{address}” is no address of a private network: phones are served in the room alone.", address=address)
        )
