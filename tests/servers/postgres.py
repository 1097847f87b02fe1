"""A real PostgreSQL on a loopback port and a Unix socket, in a throw-away folder, without fsync."""

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg

from tests.servers.process import free_port, need, run, start, stop, temporary_folder, wait_until

SYSTEM_USER = "postgres"
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "log_min_messages": "warning",
}
CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
EMPTY = """
DO $$
DECLARE
    name text;
    filled boolean;
BEGIN
    SET session_replication_role = replica;  -- neither triggers nor foreign keys: everything goes
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', name) INTO filled;
        IF filled THEN EXECUTE format('DELETE FROM %I', name); END IF;
    END LOOP;
    FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
        EXECUTE format('ALTER SEQUENCE %I RESTART', name);
    END LOOP;
END $$
"""


class Postgres:
    """The server. Databases belong to the role `cop`, which is no superuser, as on a real installation."""

    host = "127.0.0.1"

    def __init__(self) -> None:
        places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
        self.program = need("postgres", *map(str, places))
        bindir = Path(self.program).resolve().parent
        self.folder = temporary_folder("postgres", SYSTEM_USER)
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._databases = 0
        self._has_role = False
        initdb = [str(bindir / "initdb"), "-D", str(self.folder / "data"), "-U", "admin", "-A", "trust", "--no-sync"]
        run([*initdb, "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions"], SYSTEM_USER)

    def start(self) -> None:
        """Start, if it doesn't run already, and wait until it answers."""
        if self._process is not None and self._process.poll() is None:
            return
        command = [self.program, "-D", str(self.folder / "data"), "-k", str(self.folder), "-p", str(self.port)]
        for name, value in SETTINGS.items():
            command += ["-c", f"{name}={value}"]
        log = self.folder / "postgres.log"
        self._process = start(command, log, SYSTEM_USER)
        wait_until(self._answers, self._process, log)
        if not self._has_role:
            with self._admin() as admin:
                admin.execute("CREATE ROLE cop LOGIN")
            self._has_role = True

    def stop(self) -> None:
        """Stop and cut every connection; databases stay."""
        stop(self._process, signal.SIGINT)

    def new_database(self, template: str = "template1", folder: Path | None = None) -> str:
        """A fresh database made from `template`, as an SQLAlchemy URL (`postgresql+psycopg://…`); its tables in a
        `folder` of its own, where one is given."""
        self._databases += 1
        name = f"cop_{self._databases}"
        with self._admin() as admin:
            if folder is not None:
                admin.execute(f"CREATE TABLESPACE \"{name}\" LOCATION '{folder}'")
            where = f'TABLESPACE "{name}"' if folder is not None else ""
            admin.execute(f'CREATE DATABASE "{name}" OWNER cop TEMPLATE "{template}" {where}')
        return f"postgresql+psycopg://cop@{self.host}:{self.port}/{name}"

    def drop_database(self, url: str) -> None:
        """Drop a database made by `new_database`, cutting whatever still uses it."""
        name = url.rpartition("/")[2]
        with self._admin() as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            admin.execute(f'DROP TABLESPACE IF EXISTS "{name}"')

    def empty_database(self, url: str) -> str:
        """Cut whatever still uses a database and empty its tables, which takes a fiftieth of the time of a new one; the
        names of its tables, indexes and sequences."""
        with self._admin(url.rpartition("/")[2]) as admin:
            admin.execute(CUT)
            admin.execute(EMPTY)
            named = admin.execute(
                "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class"
                " WHERE relnamespace = 'public'::regnamespace"
            )
            return str(next(named)[0])

    def close(self) -> None:
        """Stop at once and forget everything."""
        stop(self._process, signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _admin(self, database: str = "postgres") -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(host=self.host, port=self.port, user="admin", dbname=database, autocommit=True)

    def _answers(self) -> bool:
        try:
            self._admin().close()
        except psycopg.OperationalError:
            return False
        return True


def _version(bindir: Path) -> int:
    found = re.search(r"/postgresql/(\d+)/", os.fspath(bindir))
    return int(found[1]) if found else 0
