"""People and laptops from the command line: whoever lost the last password gets in again."""

from typing import Any

from enablement.settings import OidcSettings, Settings


def test_people_are_invited_listed_ended_and_brought_back(run: Any) -> None:
    run("hub", "init")
    (made,) = run(
        "hub", "person", "add", "Inés Vega", "--email", "ines@example.com", "--role", "approver",
        "--address", "https://hub.example.com/", "--json",
    ).rows  # fmt: skip
    assert made["kind"] == "account"
    assert made["link"] == f"https://hub.example.com/join?code={made['code']}"
    said = run("hub", "person", "add", "Ana", "--team", "north", "--address", "hub.example.com").out
    assert "enablement://hub.example.com/" in said
    listed = {row["name"]: row for row in run("hub", "person", "list", "--json").rows}
    assert listed["Ana"]["team"] == "north"
    assert (listed["Inés Vega"]["role"], listed["Inés Vega"]["state"]) == ("approver", "invited")
    assert "Inés Vega" in run("hub", "person", "list").out
    assert run("hub", "person", "end", "INES@example.com", "--wipe").code == 0
    assert "Inés Vega" not in run("hub", "person", "list").out
    assert "ended" in run("hub", "person", "list", "--all").out
    assert run("hub", "person", "back", "ines@example.com").code == 0
    assert "Inés Vega" in run("hub", "person", "list").out
    wrong = run("hub", "person", "add", "X", "--role", "king")
    assert (wrong.code, "There is no role “king”." in wrong.err) == (1, True)


def test_a_lost_password_is_set_anew(run: Any) -> None:
    run("hub", "init")
    said = run("hub", "person", "password", "marketing@example.com").out
    assert "marketing@example.com signs in with the password" in said
    for email, sentence in (("nobody@example.com", "Nobody signs in"), ("x", "not an e-mail")):
        failed = run("hub", "person", "password", email)
        assert (failed.code, sentence in failed.err) == (1, True)


def test_a_laptop_that_is_not_there_is_a_sentence(run: Any) -> None:
    run("hub", "init")
    for do in ("revoke", "wipe"):
        failed = run("hub", "laptop", do, "none")
        assert (failed.code, "There is no laptop “none”" in failed.err) == (1, True)


def test_the_last_admin_stays(run: Any) -> None:
    run("hub", "init")
    failed = run("hub", "person", "end", "marketing@example.com")
    assert (failed.code, "last admin" in failed.err) == (1, True)


def test_the_provider_is_named_by_the_environment(monkeypatch: Any) -> None:
    assert Settings.from_environment().oidc is None
    monkeypatch.setenv("ENABLEMENT_OIDC_ISSUER", "https://id.example.com")
    assert Settings.from_environment().oidc is None
    monkeypatch.setenv("ENABLEMENT_OIDC_CLIENT_ID", "hub")
    monkeypatch.setenv("ENABLEMENT_OIDC_CLIENT_SECRET", "secret")
    oidc = Settings.from_environment().oidc
    assert oidc == OidcSettings("https://id.example.com", "hub", "secret")
    assert "secret'" not in repr(oidc)
