"""A real Dovecot 2.3 on loopback: own configuration, own folder, any user name with one password."""

import getpass
import grp
import os
import pwd
import re
import shutil
import signal
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from imapclient import IMAPClient

from tests.servers.process import free_port, listens, need, start, stop, temporary_folder, wait_until
from tests.servers.tls import Certificate, make_certificate

PASSWORD = "haslo-probne-3"  # ASCII: imaplib's LOGIN knows nothing else

CONFIGURATION = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
first_valid_gid = 1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = no
auth_failure_delay = 0
auth_mechanisms = plain xoauth2
mail_location = maildir:~/Maildir
mail_fsync = never
mail_max_userip_connections = 100
mail_plugins = quota
plugin {{
  quota = count:User quota
  quota_vsizes = yes
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
passdb {{
  driver = static
  mechanisms = plain
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={mail_uid} gid={mail_gid} home={folder}/home/%u quota_rule=*:messages=%{{if;%u;*;full*;1;1000000}}
}}
service imap-login {{
  {chroot}
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  {chroot}
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  {chroot}
}}
"""

OAUTH2 = """
introspection_mode = post
introspection_url = http://127.0.0.1:{identity_port}/introspect
force_introspection = yes
username_attribute = username
active_attribute = active
active_value = true
"""


class Dovecot:
    """The server: `host`, `port` (plain and STARTTLS), `tls_port` (TLS from the first byte), `certificate` to trust.

    It asks the identity server on `identity_port`, if there is one, whether a token of XOAUTH2 is good."""

    host = "127.0.0.1"

    def __init__(self) -> None:
        self.program = need("dovecot")
        need("imap", "/usr/lib/dovecot", "/usr/libexec/dovecot")
        self.folder = temporary_folder("dovecot")
        self.folder.chmod(0o755)
        self.port, self.tls_port, self.identity_port = free_port(), free_port(), free_port()
        self.certificate: Certificate = make_certificate(self.folder)
        self._process: subprocess.Popen[bytes] | None = None
        self._users = 0
        self._write_configuration()

    def _write_configuration(self) -> None:
        root = os.getuid() == 0
        me, my_group = getpass.getuser(), grp.getgrgid(os.getgid()).gr_name
        mail = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.getuid())
        home = self.folder / "home"
        home.mkdir()
        os.chown(home, mail.pw_uid, mail.pw_gid)
        text = CONFIGURATION.format(
            folder=self.folder,
            internal="dovecot" if root else me,
            internal_group="dovecot" if root else my_group,
            login="dovenull" if root else me,
            chroot="" if root else "chroot =",
            certificate=self.certificate.certificate,
            key=self.certificate.key,
            password=PASSWORD,
            mail_uid=mail.pw_uid,
            mail_gid=mail.pw_gid,
            port=self.port,
            tls_port=self.tls_port,
        )
        (self.folder / "dovecot.conf").write_text(text)
        (self.folder / "oauth2.conf").write_text(OAUTH2.format(identity_port=self.identity_port))

    def start(self) -> None:
        """Start, if it doesn't run already, and wait until it answers."""
        if self._process is not None and self._process.poll() is None:
            return
        log = self.folder / "dovecot.log"
        self._process = start([self.program, "-F", "-c", str(self.folder / "dovecot.conf")], log)
        wait_until(lambda: listens(self.port), self._process, log)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop and cut every connection; mailboxes stay."""
        stop(self._process, how)

    def restart(self) -> None:
        """Stop and start again on the same ports, mailboxes kept."""
        self.stop()
        self.start()

    def close(self) -> None:
        """Stop and forget everything."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_mailbox(self, *, of_one_message: bool = False) -> "Mailbox":
        """A user whom nobody used before, with an empty INBOX; `of_one_message` has no room (quota) for a second."""
        self._users += 1
        return Mailbox(self, f"{'full' if of_one_message else 'cop'}{self._users}", PASSWORD)

    def trusting_context(self) -> ssl.SSLContext:
        """A TLS context that trusts this server's certificate and nothing else."""
        return ssl.create_default_context(cafile=str(self.certificate.certificate))


@dataclass(frozen=True)
class Mailbox:
    """One user's mailbox, seen over IMAP as any mail program sees it."""

    server: Dovecot
    user: str
    password: str

    @contextmanager
    def client(self, folder: str | None = None) -> Iterator[IMAPClient]:
        """A signed-in IMAPClient, with `folder` selected when given."""
        with IMAPClient(self.server.host, port=self.server.port, ssl=False, timeout=10) as client:
            client.login(self.user, self.password)
            if folder is not None:
                client.select_folder(folder)
            yield client

    def deliver(self, raw: bytes, folder: str = "INBOX", at: datetime | None = None) -> int:
        """Put a message into a folder (made if missing) byte for byte; gives its UID. `at` sets INTERNALDATE."""
        with self.client() as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            answer = client.append(folder, raw, msg_time=at)
        found = re.search(rb"APPENDUID \d+ (\d+)", answer)
        if found is None:
            raise RuntimeError(f"no APPENDUID in {answer!r}")
        return int(found[1])

    def folders(self) -> list[str]:
        """Names of all folders."""
        with self.client() as client:
            return sorted(name for _, _, name in client.list_folders())

    def uids(self, folder: str = "INBOX") -> list[int]:
        """UIDs of all messages of a folder, ascending."""
        with self.client(folder) as client:
            return sorted(client.search())

    def flags(self, uid: int, folder: str = "INBOX") -> set[bytes]:
        """Flags of one message, \\Recent aside."""
        with self.client(folder) as client:
            return set(client.get_flags([uid])[uid]) - {rb"\Recent"}

    def raw(self, uid: int, folder: str = "INBOX") -> bytes:
        """The bytes of one message, read without marking it seen."""
        with self.client() as client:
            client.select_folder(folder, readonly=True)
            return bytes(client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"])

    def uidvalidity(self, folder: str = "INBOX") -> int:
        """UIDVALIDITY of a folder (RFC 9051, 2.3.1.1)."""
        with self.client() as client:
            return int(client.folder_status(folder, ["UIDVALIDITY"])[b"UIDVALIDITY"])

    def change_uidvalidity(self, folder: str = "INBOX") -> None:
        """Make the server forget the UIDs of a folder, as a restored backup does: new UIDVALIDITY, new UIDs."""
        maildir = self.server.folder / "home" / self.user / "Maildir"
        place = maildir if folder == "INBOX" else maildir / f".{folder.replace('/', '.')}"
        for forgotten in [*place.glob("dovecot-uidlist"), *place.glob("dovecot.index*")]:
            forgotten.unlink()
