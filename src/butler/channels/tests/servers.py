"""Real mail servers for tests: Debian's Exim takes mail and hands it to Debian's Dovecot, which shows it over IMAP.

Each test process has its own pair, in a folder of its own, on free ports of this machine, as an unprivileged user.
Without the packages the tests that need them fail and say why: `./butler test` installs them when it may.
"""

import getpass
import grp
import os
import pwd
import shutil
import smtplib
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from butler.channels.mail.account import ImapAccount, Security, SmtpAccount
from butler.channels.tests.certificates import write_certificate

PASSWORD = "dver-na-moike"
READY_SECONDS = 20.0
SBIN = "/usr/sbin"


class Missing(Exception):
    """A server is not installed."""


@dataclass(frozen=True)
class Pair:
    """Two servers that run. Every user exists: the mail of `vera@house.test` is read by `vera`.

    `later@` is told to come later, `unknown@` is nobody; a subject with `lottery` is refused at the end of the message.
    """

    base: Path
    smtp: int
    smtps: int
    imap: int
    imaps: int
    lmtp: int

    @property
    def ca_file(self) -> str:
        return str(self.base / "cert.pem")

    def sender(self, security: Security = Security.STARTTLS, **more) -> SmtpAccount:
        port = self.smtps if security is Security.TLS else self.smtp
        known = {"user": "house", "password": PASSWORD, "address": "house@house.test", "ca_file": self.ca_file}
        return SmtpAccount("127.0.0.1", port, security, **(known | {"seconds": 10.0} | more))

    def reader(self, user: str, security: Security = Security.TLS, **more) -> ImapAccount:
        port = self.imaps if security is Security.TLS else self.imap
        known = {"user": user, "password": PASSWORD, "name": user, "ca_file": self.ca_file, "seconds": 10.0}
        return ImapAccount(more.pop("host", "127.0.0.1"), port, security, **(known | more))

    def deliver(self, user: str, *messages: bytes) -> None:
        """Into the mailbox, past Exim."""
        with smtplib.LMTP("127.0.0.1", self.lmtp) as door:
            for raw in messages:
                door.sendmail("client@client.test", [f"{user}@house.test"], raw)


@contextmanager
def running_pair() -> Iterator[Pair]:
    """Both servers, from ready to gone."""
    base = Path(tempfile.mkdtemp(prefix="butler-mail-"))  # short: sockets lie in it
    try:
        pair = Pair(base, *free_ports(5))
        write_certificate(base)
        (base / "mail").mkdir()
        (base / "spool").mkdir()
        (base / "dovecot.conf").write_text(dovecot_conf(pair))
        (base / "exim.conf").write_text(exim_conf(pair))
        _give_away(base)
        with ExitStack() as stack:
            stack.enter_context(dovecot(pair))
            stack.enter_context(_started([*_program("exim4"), "-C", str(base / "exim.conf"), "-bdf"], base, pair.smtp))
            yield pair
    finally:
        shutil.rmtree(base, ignore_errors=True)


@contextmanager
def running_by_token(introspection: str) -> Iterator[Pair]:
    """Dovecot alone, that takes tokens and no passwords; at `introspection` it asks whose a token is, if it holds."""
    base = Path(tempfile.mkdtemp(prefix="butler-mail-"))
    try:
        pair = Pair(base, *free_ports(5))
        write_certificate(base)
        (base / "mail").mkdir()
        conf, before = dovecot_conf(pair), f"driver = static\n  args = password={PASSWORD}"
        assert before in conf
        by_token = f"driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = {base}/oauth2.conf"
        (base / "dovecot.conf").write_text("auth_mechanisms = xoauth2 oauthbearer\n" + conf.replace(before, by_token))
        (base / "oauth2.conf").write_text(
            f"introspection_mode = post\nintrospection_url = {introspection}\nusername_attribute = username\n"
            "active_attribute = active\nactive_value = true\nusername_format = %n\n"
        )
        _give_away(base)
        with dovecot(pair):
            yield pair
    finally:
        shutil.rmtree(base, ignore_errors=True)


@contextmanager
def dovecot(pair: Pair) -> Iterator[subprocess.Popen]:
    with _started([*_program("dovecot"), "-F", "-c", str(pair.base / "dovecot.conf")], pair.base, pair.imap) as process:
        yield process


def _program(name: str) -> list[str]:
    found = shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", ""), SBIN)))
    if not found:
        raise Missing(
            f"{name} is not installed, and this test talks to a real mail server\n"
            "  next: as root ./butler test installs it; or leave these tests out: -m 'not servers'"
        )
    return [found]


@contextmanager
def _started(command: list[str], base: Path, port: int) -> Iterator[subprocess.Popen]:
    log = base / f"{Path(command[0]).name}.said"
    with log.open("ab") as said:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd=base,
            start_new_session=True,
            **_as_nobody(),
        )
    try:
        _wait_for(port, process, log)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def _wait_for(port: int, process: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise Missing(f"{log.stem} did not start: {log.read_text(errors='replace')[-800:]}")


def _as_nobody() -> dict:
    return {} if os.geteuid() else {"user": "nobody", "group": "nogroup", "extra_groups": ["nogroup"]}


def _give_away(base: Path) -> None:
    if os.geteuid() == 0:
        for one in (base, *base.rglob("*")):
            shutil.chown(one, "nobody", "nogroup")


def free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        taken = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in taken:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in taken]


def trusting(pair: Pair) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=pair.ca_file)


def _who() -> tuple[str, str]:
    user = "nobody" if os.geteuid() == 0 else getpass.getuser()
    return user, grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name


def dovecot_conf(pair: Pair) -> str:
    user, group = _who()
    return f"""
base_dir = {pair.base}/run
state_dir = {pair.base}/state
log_path = {pair.base}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1, 127.0.0.2
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:{pair.base}/mail/%n
ssl = yes
ssl_cert = <{pair.base}/cert.pem
ssl_key = <{pair.base}/key.pem
disable_plaintext_auth = no
auth_failure_delay = 0
auth_username_format = %n
mail_max_userip_connections = 50
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={pair.base}/mail/%n allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {pair.imap}
  }}
  inet_listener imaps {{
    port = {pair.imaps}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {pair.lmtp}
  }}
}}
local 127.0.0.2 {{
  protocol imap {{
    imap_capability = IMAP4rev1 SASL-IR UIDPLUS
  }}
}}
"""


def exim_conf(pair: Pair) -> str:
    user, group = _who()
    return f"""
keep_environment =
exim_user = {user}
exim_group = {group}
admin_groups = {group}
spool_directory = {pair.base}/spool
log_file_path = {pair.base}/spool/exim-%slog
pid_file_path = {pair.base}/spool/exim.pid
primary_hostname = house.test
qualify_domain = house.test
local_interfaces = 127.0.0.1
daemon_smtp_ports = {pair.smtp} : {pair.smtps}
tls_on_connect_ports = {pair.smtps}
tls_advertise_hosts = *
tls_certificate = {pair.base}/cert.pem
tls_privatekey = {pair.base}/key.pem
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
message_size_limit = 1M
host_lookup =
rfc1413_hosts =
smtp_banner = house.test ESMTP
deliver_drop_privilege = true
never_users =
acl_smtp_rcpt = rcpt
acl_smtp_data = data
begin acl
rcpt:
  defer local_parts = later
        message = 4.2.1 later, please
  deny local_parts = unknown
        message = 5.1.1 nobody here is called that
  deny senders = stranger@*
        message = 5.7.1 not you
  accept
data:
  deny condition = ${{if match{{$h_subject:}}{{lottery}}}}
        message = 5.7.1 no lotteries
  accept
begin routers
house:
  driver = manualroute
  domains = house.test
  transport = to_dovecot
  route_list = * 127.0.0.1
  self = send
begin transports
to_dovecot:
  driver = smtp
  protocol = lmtp
  port = {pair.lmtp}
  hosts_try_fastopen =
  allow_localhost
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{house}}}}{{eq{{$auth3}}{{{PASSWORD}}}}}}}}}
  server_set_id = $auth2
"""


@pytest.fixture(scope="session")
def mail_servers() -> Iterator[Pair]:
    """Exim before Dovecot, once for each test process; users are made up by whoever needs one."""
    with running_pair() as pair:
        yield pair
