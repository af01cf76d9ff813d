"""Keys: the root key wraps data keys; a data key seals one compartment of one subject.

AES-256-GCM throughout (NIST SP 800-38D) with random 96-bit nonces; HKDF-SHA256 (RFC 5869) derives what is not kept.
"""

import base64
import binascii
import os
from functools import lru_cache
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE_BYTES = 12


@lru_cache(maxsize=16)
def derived(use: str) -> bytes:
    """A 32-byte key for one named use, derived from the root key."""
    return HKDF(algorithm=SHA256(), length=32, salt=b"butler", info=use.encode()).derive(_root())


def fresh() -> bytes:
    """A new random 32-byte data key."""
    return os.urandom(32)


def wrap(key: bytes, subject: UUID, compartment: str) -> bytes:
    """`key` sealed by the root key, bound to its subject and compartment."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(derived("wrap")).encrypt(nonce, key, _bound(subject, compartment))


def unwrap(wrapped: bytes, subject: UUID, compartment: str) -> bytes:
    """The data key in `wrapped`; raises cryptography's InvalidTag when it is another's or was changed."""
    nonce, box = bytes(wrapped[:NONCE_BYTES]), bytes(wrapped[NONCE_BYTES:])
    return AESGCM(derived("wrap")).decrypt(nonce, box, _bound(subject, compartment))


def _bound(subject: UUID, compartment: str) -> bytes:
    return f"{subject}|{compartment}".encode()


@lru_cache(maxsize=1)
def _root() -> bytes:
    try:
        root = base64.b64decode(settings.ROOT_KEY, validate=True)
    except binascii.Error:
        root = b""
    if len(root) != 32:
        raise ImproperlyConfigured("BUTLER_ROOT_KEY must be 32 bytes in base64")
    return root


def seal_small(text: str, *, use: str) -> str:
    """`text` sealed by the key derived for `use`, in base64: for secrets that belong to the house, not to a client."""
    nonce = os.urandom(NONCE_BYTES)
    return base64.b64encode(nonce + AESGCM(derived(use)).encrypt(nonce, text.encode(), use.encode())).decode()


def open_small(sealed: str, *, use: str) -> str:
    """What `seal_small` sealed for the same `use`; raises InvalidTag for anything else."""
    box = base64.b64decode(sealed)
    return AESGCM(derived(use)).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], use.encode()).decode()
