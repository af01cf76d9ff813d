"""The servers of the wires' tests."""

from butler.channels.tests.servers import mail_servers

__all__ = ["mail_servers"]
