"""Every setting, typed, with its unit, its default and where its value came from.

A value comes from the environment, else from `.env` in the working folder, else from the default.
A wrong one stops the program with one line that says which and why (`WrongSetting`).
"""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv import dotenv_values

TLS_MODES = ("on", "starttls", "off")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class WrongSetting(ValueError):
    """A setting that can't be used; the message names it and says why, in Polish, for the administrator."""


def _port(text: str) -> int:
    if text.isdecimal() and 0 <= int(text) <= 65535:
        return int(text)
    raise ValueError("ma być numerem portu od 0 do 65535")


def _positive(text: str) -> int:
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise ValueError("ma być dodatnią liczbą całkowitą")


def _count(text: str) -> int:
    if text.isdecimal():
        return int(text)
    raise ValueError("ma być liczbą całkowitą, zero albo więcej")


def _tls(text: str) -> str:
    if text in TLS_MODES:
        return text
    raise ValueError(f"ma być jednym z: {', '.join(TLS_MODES)}")


def _switch(text: str) -> bool:
    if text.lower() in ("1", "true", "yes", "on", "tak"):
        return True
    if text.lower() in ("0", "false", "no", "off", "nie", ""):
        return False
    raise ValueError("ma być „tak” albo „nie”")


def _folder(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _about(
    default: str, meaning: str, *, read: Callable[[str], Any] = str, unit: str = "", secret: bool = False
) -> dict[str, Any]:
    return {"default": default, "meaning": meaning, "read": read, "unit": unit, "secret": secret}


@dataclass(frozen=True)
class Settings:
    """All settings. Field `data` is read from COP_DATA, `imap_host` from COP_IMAP_HOST, and so on."""

    data: Path = field(metadata=_about("var", "folder z całym stanem programu", read=_folder))
    database_url: str = field(
        metadata=_about("", "baza danych: sqlite:///… albo postgresql+psycopg://…; puste = SQLite w COP_DATA")
    )
    host: str = field(metadata=_about("127.0.0.1", "adres, na którym słucha intranet"))
    port: int = field(metadata=_about("8000", "port intranetu", read=_port))
    secret_key: str = field(metadata=_about("", "klucz podpisujący sesje; puste = tworzony w COP_DATA", secret=True))
    secure_cookies: bool = field(metadata=_about("nie", "ciasteczka tylko przez HTTPS", read=_switch))
    centre_name: str = field(metadata=_about("Centrum Organizacji Pozarządowych", "nazwa Centrum w listach"))
    centre_address: str = field(metadata=_about("ul. Babina 1, 62-800 Kalisz", "adres Centrum w listach"))
    mail_address: str = field(
        metadata=_about("cop@um.kalisz.pl", "adres, na który piszą organizacje i z którego wychodzą listy")
    )
    door_port: int = field(metadata=_about("8025", "port wbudowanej skrzynki (SMTP, tylko ta maszyna)", read=_port))
    imap_host: str = field(metadata=_about("", "serwer IMAP skrzynki Centrum; puste = wbudowana skrzynka w COP_DATA"))
    imap_port: int = field(metadata=_about("993", "port IMAP", read=_port))
    imap_user: str = field(metadata=_about("", "użytkownik IMAP"))
    imap_password: str = field(metadata=_about("", "hasło IMAP", secret=True))
    imap_tls: str = field(metadata=_about("on", "szyfrowanie IMAP: on, starttls; off tylko na tej maszynie", read=_tls))
    imap_folder: str = field(metadata=_about("INBOX", "folder IMAP, do którego przychodzą wiadomości"))
    smtp_host: str = field(
        metadata=_about("", "serwer SMTP dla listów; puste = listy do wbudowanej skrzynki wysłanych")
    )
    smtp_port: int = field(metadata=_about("587", "port SMTP", read=_port))
    smtp_user: str = field(metadata=_about("", "użytkownik SMTP; puste = bez logowania"))
    smtp_password: str = field(metadata=_about("", "hasło SMTP", secret=True))
    smtp_tls: str = field(
        metadata=_about("starttls", "szyfrowanie SMTP: on, starttls; off tylko na tej maszynie", read=_tls)
    )
    oauth_token_url: str = field(
        metadata=_about("", "adres, pod którym serwer tożsamości wydaje tokeny OAuth 2.0: z nim puste hasło = XOAUTH2")
    )
    oauth_client_id: str = field(metadata=_about("", "identyfikator programu u serwera tożsamości"))
    oauth_client_secret: str = field(metadata=_about("", "sekret programu u serwera tożsamości", secret=True))
    oauth_refresh_token: str = field(
        metadata=_about(
            "", "token odświeżania skrzynki; puste = program prosi we własnym imieniu (client_credentials)", secret=True
        )
    )
    oauth_scope: str = field(metadata=_about("", "zakres tokenu, jakiego chce serwer tożsamości"))
    poll_seconds: int = field(metadata=_about("60", "co ile sprawdzać skrzynkę", read=_positive, unit="s"))
    mail_timeout_seconds: int = field(
        metadata=_about("30", "jak długo czekać na serwer poczty", read=_positive, unit="s")
    )
    send_delay_seconds: int = field(
        metadata=_about("10", "jak długo list czeka przed wysłaniem, żeby dało się go cofnąć", read=_count, unit="s")
    )
    letters_per_day: int = field(
        metadata=_about("500", "ile listów może wyjść w ciągu doby; reszta czeka", read=_positive, unit="listów")
    )
    sent_folder: str = field(
        metadata=_about(
            "",
            "folder IMAP, do którego trafia kopia wysłanego listu; puste = wskazany przez serwer; nie = bez kopii",
        )
    )
    acknowledge_days: int = field(
        metadata=_about(
            "0",
            "w ilu dniach roboczych obiecać odpowiedź w automatycznym potwierdzeniu; 0 = bez potwierdzeń",
            read=_count,
            unit="dni",
        )
    )
    acknowledge_age_hours: int = field(
        metadata=_about("48", "starszych wiadomości nie potwierdzać", read=_positive, unit="h")
    )
    remind_days: int = field(
        metadata=_about(
            "0",
            "ile dni przed terminem przypomnieć o potwierdzonej rezerwacji; 0 = bez przypomnień",
            read=_count,
            unit="dni",
        )
    )
    series_months: int = field(
        metadata=_about(
            "6", "na ile miesięcy naprzód rezerwować cykl bez podanego końca", read=_positive, unit="miesięcy"
        )
    )
    authserv_id: str = field(
        metadata=_about(
            "", "nazwa, pod którą własny serwer poczty pisze Authentication-Results; puste = nie ufać żadnym"
        )
    )
    message_limit_mb: int = field(
        metadata=_about("40", "większych wiadomości nie pobierać w całości", read=_positive, unit="MB")
    )

    sources: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Where each value came from: "środowisko", ".env", "domyślne" or "utworzone"."""

    @property
    def mailbox(self) -> Path:
        """The embedded mailbox, a Maildir."""
        return self.data / "mailbox"

    @property
    def sent(self) -> Path:
        """Where letters go when no SMTP server is set, a Maildir."""
        return self.data / "sent"


def env_name(name: str) -> str:
    return f"COP_{name.upper()}"


def setting_fields() -> list[Any]:
    """The dataclass fields that are settings, with their metadata."""
    return [f for f in fields(Settings) if f.metadata]


def load(environ: Mapping[str, str] | None = None, dotenv: Path | None = Path(".env")) -> Settings:
    """Read the settings; writes nothing but a missing secret key into COP_DATA.

    Raises:
        WrongSetting: a value that can't be used.
    """
    environ = os.environ if environ is None else environ
    filed = _filed(dotenv) if dotenv else {}
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for item in setting_fields():
        name = env_name(item.name)
        text, sources[item.name] = _first(name, environ, filed, item.metadata["default"])
        try:
            values[item.name] = item.metadata["read"](text)
        except ValueError as error:
            raise WrongSetting(f"{name}={text}: {error}") from error
    _require_tls(values)
    if values["oauth_token_url"]:
        _require_oauth(values)
    if not values["database_url"]:
        values["database_url"] = f"sqlite:///{values['data'] / 'cop.db'}"
    if not values["secret_key"]:
        values["secret_key"], sources["secret_key"] = _kept_secret(values["data"]), "utworzone"
    return Settings(**values, sources=sources)


def _filed(dotenv: Path) -> dict[str, str]:
    try:
        return {k: v or "" for k, v in dotenv_values(dotenv).items()} if dotenv.is_file() else {}
    except UnicodeDecodeError as error:
        raise WrongSetting(f"{dotenv}: nie można przeczytać tego pliku, nie jest zapisany w UTF-8") from error
    except OSError as error:
        raise WrongSetting(f"{dotenv}: nie można przeczytać tego pliku ({error.strerror})") from error


def _first(name: str, environ: Mapping[str, str], filed: Mapping[str, str], default: str) -> tuple[str, str]:
    if name in environ:
        return environ[name], "środowisko"
    if name in filed:
        return filed[name], ".env"
    return default, "domyślne"


def _require_tls(values: Mapping[str, Any]) -> None:
    for kind in ("imap", "smtp"):
        host = values[f"{kind}_host"]
        if host and values[f"{kind}_tls"] == "off" and host not in LOOPBACK:
            raise WrongSetting(
                f"COP_{kind.upper()}_TLS=off: bez szyfrowania wolno łączyć się tylko z tą maszyną, nie z {host}"
            )


def _require_oauth(values: Mapping[str, Any]) -> None:
    address = values["oauth_token_url"]
    try:
        url = urlsplit(address)
        host, _ = url.hostname, url.port
    except ValueError as error:
        raise WrongSetting(f"COP_OAUTH_TOKEN_URL={address}: to nie jest adres") from error
    if not (host and (url.scheme == "https" or (url.scheme == "http" and host in LOOPBACK))):
        raise WrongSetting(f"COP_OAUTH_TOKEN_URL={address}: ma być adresem https://…")
    if not values["oauth_client_id"]:
        raise WrongSetting("COP_OAUTH_CLIENT_ID: potrzebne do COP_OAUTH_TOKEN_URL")
    if not values["oauth_refresh_token"] and not values["oauth_client_secret"]:
        raise WrongSetting("COP_OAUTH_REFRESH_TOKEN albo COP_OAUTH_CLIENT_SECRET: potrzebne do COP_OAUTH_TOKEN_URL")


def _kept_secret(data: Path) -> str:
    path = data / "secret_key"
    try:
        if path.exists():
            return path.read_text()
        data.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        if not path.is_file():
            raise WrongSetting(f"COP_DATA={data}: to nie jest folder") from None
        # another process of ours was quicker
    except OSError as error:
        raise WrongSetting(f"COP_DATA={data}: nie można tu czytać i pisać ({error.strerror})") from error
    return path.read_text()
