"""Settings: where values come from, and one clear line for what can't be used."""

import stat
from pathlib import Path

import pytest

from copapp import config


def load(tmp_path: Path, **environ: str) -> config.Settings:
    return config.load({"COP_DATA": str(tmp_path), **environ}, dotenv=tmp_path / ".env")


def test_defaults_need_nothing(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings.port == 8000
    assert settings.database_url == f"sqlite:///{tmp_path / 'cop.db'}"
    assert settings.sources["port"] == "domyślne"


def test_environment_wins_over_dotenv_and_dotenv_over_default(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("COP_PORT=8111\nCOP_POLL_SECONDS=7\n")
    settings = load(tmp_path, COP_PORT="8222")
    assert (settings.port, settings.sources["port"]) == (8222, "środowisko")
    assert (settings.poll_seconds, settings.sources["poll_seconds"]) == (7, ".env")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("COP_PORT", "osiem", "port"),
        ("COP_PORT", "70000", "65535"),
        ("COP_POLL_SECONDS", "0", "dodatni"),
        ("COP_IMAP_TLS", "tak", "starttls"),
        ("COP_SECURE_COOKIES", "moze", "tak"),
    ],
)
def test_a_wrong_value_is_named_with_its_reason(tmp_path: Path, name: str, value: str, words: str) -> None:
    with pytest.raises(config.WrongSetting) as error:
        load(tmp_path, **{name: value})
    assert name in str(error.value) and value in str(error.value) and words in str(error.value)


@pytest.mark.parametrize("kind", ["IMAP", "SMTP"])
def test_mail_without_encryption_stays_on_this_machine(tmp_path: Path, kind: str) -> None:
    assert load(tmp_path, **{f"COP_{kind}_HOST": "127.0.0.1", f"COP_{kind}_TLS": "off"})
    with pytest.raises(config.WrongSetting, match="bez szyfrowania"):
        load(tmp_path, **{f"COP_{kind}_HOST": "mail.example.org", f"COP_{kind}_TLS": "off"})


def test_the_secret_is_made_once_and_readable_to_its_owner_only(tmp_path: Path) -> None:
    first, second = load(tmp_path).secret_key, load(tmp_path).secret_key
    assert first == second and len(first) == 64
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"COP_OAUTH_TOKEN_URL": "http://login.example.org/token"}, "https"),
        ({"COP_OAUTH_TOKEN_URL": "login.example.org"}, "https"),
        ({"COP_OAUTH_TOKEN_URL": "https://login.example.org:abc/"}, "adres"),
        ({"COP_OAUTH_CLIENT_ID": ""}, "COP_OAUTH_CLIENT_ID"),
        ({"COP_OAUTH_CLIENT_SECRET": ""}, "COP_OAUTH_REFRESH_TOKEN albo COP_OAUTH_CLIENT_SECRET"),
    ],
)
def test_tokens_need_a_safe_address_and_something_to_ask_with(
    tmp_path: Path, environ: dict[str, str], words: str
) -> None:
    whole = {"COP_OAUTH_TOKEN_URL": "https://login.example.org/token", "COP_OAUTH_CLIENT_ID": "cop"}
    whole["COP_OAUTH_CLIENT_SECRET"] = "tajne"
    assert load(tmp_path, **whole).oauth_token_url

    with pytest.raises(config.WrongSetting, match=words):
        load(tmp_path, **{**whole, **environ})
