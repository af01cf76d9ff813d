"""What the tests need from Debian, and what happens where it is not."""

import pytest

from butler.command import debian


@pytest.mark.parametrize(
    ("options", "markers"),
    [
        ([], ["browser", "servers"]),
        (["src/butler/channels", "-x"], ["browser", "servers"]),
        (["-m", "not browser"], ["servers"]),
        (["-m", "not browser and not servers"], []),
    ],
)
def test_what_is_left_out_is_not_installed(options, markers):
    assert [need.marker for need in debian.wanted(options)] == markers


def test_every_need_has_a_marker_of_pytest(pytestconfig):
    known = {line.partition(":")[0] for line in pytestconfig.getini("markers")}
    assert {need.marker for need in debian.NEEDS} <= known


def test_without_root_it_is_said_what_will_fail_and_how_to_leave_it_out(monkeypatch, capsys):
    absent = debian.Need("servers", "mail servers", lambda: False, ("dovecot-imapd",))
    monkeypatch.setattr(debian, "NEEDS", (absent,))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    debian.provide()
    said = capsys.readouterr().err
    assert "apt-get install dovecot-imapd" in said
    assert "-m 'not servers'" in said


def test_a_package_may_start_no_service_while_it_is_installed(monkeypatch, tmp_path):
    policy = tmp_path / "policy-rc.d"
    monkeypatch.setattr(debian, "POLICY", policy)
    monkeypatch.setattr(debian, "SYSTEMD", tmp_path / "none")
    seen = []

    def apt(*command: str) -> str:
        seen.append((command[0], policy.read_text()))
        return ""

    monkeypatch.setattr(debian, "_apt", apt)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name, path=None: f"/usr/bin/{name}")
    absent = debian.Need("servers", "mail servers", lambda: False, ("dovecot-imapd",), ("dovecot",))
    monkeypatch.setattr(debian, "NEEDS", (absent,))

    debian.provide()

    assert [(verb, "exit 101" in rule) for verb, rule in seen] == [("update", True), ("install", True)]
    assert not policy.exists()
