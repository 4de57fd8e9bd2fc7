"""Which hosts are this machine itself: to them alone anything goes without encryption."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
