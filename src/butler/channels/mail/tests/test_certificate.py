"""What the house's own mail server shows when it encrypts."""

import smtplib
import ssl
import stat
from datetime import UTC, datetime, timedelta

import pytest

from butler.channels.mail.certificate import Shown, made_here
from butler.channels.mail.listener import serve
from butler.channels.port import DoorShut, Received, Shut
from butler.channels.tests.certificates import write_certificate

NOW = datetime.now(UTC)  # whoever shakes hands looks at the clock of the machine
RAW = b"Message-ID: <q1@client.test>\r\nFrom: vera@client.test\r\n\r\nA table, please.\r\n"


def trusting(path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=path)


def names_shown(port: int, ca) -> set[str]:
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as visit:
        visit._host = "house.test"
        visit.starttls(context=trusting(ca))
        return {name for _, name in visit.sock.getpeercert()["subjectAltName"]}


def test_a_letter_comes_encrypted_under_the_name_of_the_house_with_what_the_house_made_itself(tmp_path):
    own, kept = made_here(tmp_path, "house.test", now=NOW), list[Received]()
    with (
        serve("127.0.0.1", 0, kept.append, recipients=["@house.test"], now=lambda: NOW, tls=own.context()) as port,
        smtplib.SMTP("127.0.0.1", port, timeout=10) as visit,
    ):
        visit.ehlo()
        assert visit.has_extn("starttls")
        visit._host = "house.test"
        visit.starttls(context=trusting(own.certificate))
        assert visit.sock.version() in {"TLSv1.2", "TLSv1.3"}
        visit.sendmail("vera@client.test", ["concierge@house.test"], RAW)
    assert [one.raw for one in kept] == [RAW]


def test_where_it_is_wanted_nothing_is_said_before_the_handshake(tmp_path):
    own, kept = made_here(tmp_path, "house.test", now=NOW), list[Received]()
    tls = own.context()
    with serve(
        "127.0.0.1", 0, kept.append, recipients=["@house.test"], now=lambda: NOW, tls=tls, is_tls_at_once=True
    ) as port:
        anybody = ssl.create_default_context(cafile=own.certificate)
        anybody.check_hostname = False  # we call it by its number
        with smtplib.SMTP_SSL("127.0.0.1", port, timeout=10, context=anybody) as visit:
            visit.ehlo()
            assert not visit.has_extn("starttls")
            visit.sendmail("vera@client.test", ["concierge@house.test"], RAW)
        with pytest.raises((smtplib.SMTPException, OSError)):
            smtplib.SMTP("127.0.0.1", port, timeout=2)
    assert [one.raw for one in kept] == [RAW]


def test_what_the_house_made_is_kept_for_us_alone_and_made_anew_before_it_ends(tmp_path):
    first = made_here(tmp_path, "house.test", now=NOW)
    assert stat.S_IMODE(first.certificate.stat().st_mode) == 0o600
    mark = first.mark()
    assert made_here(tmp_path, "house.test", now=NOW + timedelta(days=300)).mark() == mark
    assert made_here(tmp_path, "house.test", now=NOW + timedelta(days=680)).mark() != mark
    assert len(list(tmp_path.iterdir())) == 1


def test_a_certificate_that_was_renewed_is_shown_to_whoever_comes_next(tmp_path):
    write_certificate(tmp_path)
    theirs, own = Shown(tmp_path / "cert.pem", tmp_path / "key.pem"), made_here(tmp_path, "house.test", now=NOW)
    tls = own.context()
    with serve("127.0.0.1", 0, print, recipients=["@house.test"], now=lambda: NOW, tls=tls) as port:
        assert names_shown(port, own.certificate) == {"house.test"}
        theirs.load_into(tls)
        with pytest.raises(ssl.SSLCertVerificationError):
            names_shown(port, own.certificate)


@pytest.mark.parametrize("broken", ["no file", "no key", "another key", "no certificate"])
def test_what_cannot_be_shown_is_said_as_ours_to_mend(tmp_path, broken):
    write_certificate(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    write_certificate(other)
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    if broken == "no file":
        certificate.unlink()
    elif broken == "no certificate":
        certificate.write_text("hello")
    key = {"no key": None, "another key": other / "key.pem"}.get(broken, key)
    with pytest.raises(DoorShut) as refusal:
        Shown(certificate, key).context()
    assert refusal.value.why == Shut.NO_CERTIFICATE
    assert refusal.value.needs_repair
