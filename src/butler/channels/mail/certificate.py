"""What the house's own mail server shows of itself when it encrypts: the certificate of the machine, or one made here.

Servers that bring mail take what is shown and do not ask who signed it, so a self-made one keeps every letter from
being read on its way; only who insists on a name (MTA-STS) wants one that the world knows.
"""

import os
import ssl
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from butler.channels.port import DoorShut, Shut

GOOD_FOR, MADE_ANEW = timedelta(days=730), timedelta(days=60)  # before its end
A_BIT_EARLIER = timedelta(days=1)  # their clock is not ours
LONGEST_NAME = 64  # of a common name, RFC 5280


@dataclass(frozen=True)
class Shown:
    """Where certificate (with its chain) and key lie, PEM both; the key may stand in the certificate's own file."""

    certificate: Path
    key: Path | None = None

    def context(self) -> ssl.SSLContext:
        """For a server, TLS 1.2 or newer. DoorShut when the files are not there, not to be read or no pair."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        self.load_into(context)
        return context

    def load_into(self, context: ssl.SSLContext) -> None:
        """Whoever comes from now on is shown what lies there now."""
        try:
            # A key with a password would ask at the terminal; there is nobody.
            context.load_cert_chain(self.certificate, self.key, password=lambda: "")
        except (OSError, ValueError):  # ssl.SSLError is an OSError
            raise DoorShut(Shut.NO_CERTIFICATE) from None

    def mark(self) -> tuple[int, ...]:
        """Another whenever the files were changed; zeros while they are away."""
        return tuple(_changed(one) for one in (self.certificate, self.key) if one)


def made_here(folder: Path, name: str, *, now: datetime) -> Shown:
    """The house's own certificate for `name`, readable by us alone; made where there is none or it soon ends."""
    path = folder / f"mail-{name.lower()}.pem"
    if not _is_good(path, now):
        folder.mkdir(parents=True, exist_ok=True)
        _write(path, _self_signed(name, now))
    return Shown(path)


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _is_good(path: Path, now: datetime) -> bool:
    try:
        found = x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError):
        return False
    return found.not_valid_after_utc - now > MADE_ANEW


def _self_signed(name: str, now: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    title = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:LONGEST_NAME])])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(title)
        .issuer_name(title)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.astimezone(UTC) - A_BIT_EARLIER)
        .not_valid_after(now.astimezone(UTC) + GOOD_FOR)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return certificate.public_bytes(serialization.Encoding.PEM) + private


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: the worker and the keeper of the doors may both need it at once."""
    handle, half = tempfile.mkstemp(dir=path.parent)  # for us alone, 0600
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(half).replace(path)
