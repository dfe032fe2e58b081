"""The networks that this computer is in, to choose one from."""

from dataclasses import dataclass

from facilitator.i18n import tr
from facilitator.phones.addresses import is_private


@dataclass(frozen=True, slots=True)
class Network:
    """One private network: the address that this computer has in it, and what it is called here."""

    address: str
    name: str


def networks() -> list[Network]:
    """The private networks that are up, Wi-Fi first, those of programs on this computer last."""
    # Imported here: nothing of networks is loaded for whoever never lets phones answer.
    from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface

    kinds = {QNetworkInterface.InterfaceType.Wifi: 0, QNetworkInterface.InterfaceType.Ethernet: 1}
    found: list[tuple[int, str, Network]] = []
    for each in QNetworkInterface.allInterfaces():
        flags = each.flags()
        up = QNetworkInterface.InterfaceFlag.IsUp | QNetworkInterface.InterfaceFlag.IsRunning
        if flags & up != up or flags & QNetworkInterface.InterfaceFlag.IsLoopBack:
            continue
        kind = each.type()
        called = (tr("Wi-Fi"), tr("Cable"), tr("Other"))[kinds.get(kind, 2)]
        name = f"{called} ({each.humanReadableName()})"
        for entry in each.addressEntries():
            ip = entry.ip()
            if ip.protocol() == QAbstractSocket.NetworkLayerProtocol.IPv4Protocol and is_private(ip.toString()):
                found.append((kinds.get(kind, 2), each.humanReadableName(), Network(ip.toString(), name)))
    return [network for _, _, network in sorted(found, key=lambda each: each[:2])]
