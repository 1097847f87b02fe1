"""What every command opens first, settings and database, with one clear line where that fails."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, NoSuchModuleError, ProgrammingError

from copapp.config import Settings
from copapp.db import Database
from copapp.problems import Refused

REASONS = {
    errno.EACCES: "brak uprawnień do zapisu",
    errno.EPERM: "brak uprawnień do zapisu",
    errno.EROFS: "system plików tylko do odczytu",
    errno.ENOSPC: "brak miejsca na dysku",
    errno.EDQUOT: "przekroczony limit miejsca na dysku",
    errno.ENOTDIR: "to nie jest folder",
    errno.EEXIST: "to nie jest folder",
}

SQLITE_SAYS = {
    "database is locked": "Baza danych {name} jest zajęta przez inny program. Zamknij go i spróbuj ponownie.",
    "unable to open database file": "Nie można otworzyć bazy danych {name}: nie ma folderu albo brak uprawnień.",
    "readonly database": "Nie można zapisywać w bazie danych {name}: brak uprawnień do zapisu.",
    "file is not a database": "Plik {name} nie jest bazą danych SQLite.",
    "malformed": "Plik bazy danych {name} jest uszkodzony. Przywróć go z kopii zapasowej.",
    "disk is full": "Nie można zapisywać w bazie danych {name}: brak miejsca na dysku.",
    "no such table": "Baza danych {name} nie jest w bieżącej wersji. Uruchom: ./cop migrate",
}


class CannotOpen(Refused):
    """Settings, data or database can't be used now; the message says which and what to do."""


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database of the settings, disposed at the end.

    Raises:
        CannotOpen: wrong address, unreachable, locked, no permission, not migrated.
    """
    try:
        database = Database(settings.database_url)
    except (ArgumentError, NoSuchModuleError) as error:
        raise CannotOpen("Złe ustawienie: COP_DATABASE_URL nie jest adresem znanej bazy danych.") from error
    except OSError as error:
        raise cannot_write(settings.data, error) from error
    try:
        with plain_database_problems(settings):
            yield database
    finally:
        database.dispose()


@contextmanager
def plain_database_problems(settings: Settings) -> Iterator[None]:
    """Turn what is wrong with the database as a whole into one line; a mistake of the program stays what it is.

    Raises:
        CannotOpen: the database is unreachable, locked, not writable, damaged or not migrated.
    """
    try:
        yield
    except IntegrityError:
        raise
    except DatabaseError as error:
        line = database_problem(settings, error)
        if line is None:
            raise
        raise CannotOpen(line) from error


def database_problem(settings: Settings, error: DatabaseError) -> str | None:
    """What to tell the administrator, or None where the fault is the program's own."""
    url = make_url(settings.database_url)
    said = str(error.orig)
    if url.get_backend_name() == "sqlite":
        line = next((line for sign, line in SQLITE_SAYS.items() if sign in said), None)
        return line.format(name=url.database) if line else None
    name = url.render_as_string(hide_password=True)
    if isinstance(error, ProgrammingError):
        missing = type(error.orig).__name__ == "UndefinedTable"
        return f"Baza danych {name} nie jest w bieżącej wersji. Uruchom: ./cop migrate" if missing else None
    return f"Baza danych {name} nie odpowiada: {said.splitlines()[0] if said else 'nie wiadomo dlaczego'}"


def cannot_write(folder: Path, error: OSError) -> CannotOpen:
    """The line for a folder of data that can't be written."""
    reason = REASONS.get(error.errno or 0, error.strerror)
    return CannotOpen(f"Nie można pisać w {folder}: {reason}. Inny folder na dane wskazuje COP_DATA=ŚCIEŻKA.")
