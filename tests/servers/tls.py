"""A certificate for 127.0.0.1 and localhost, made anew for each test run; its own file is the CA that clients trust."""

from dataclasses import dataclass
from pathlib import Path

from tests.servers.process import need, run


@dataclass(frozen=True)
class Certificate:
    """PEM files of a self-signed certificate and of its key."""

    certificate: Path
    key: Path


def make_certificate(folder: Path) -> Certificate:
    """Make a self-signed certificate valid for 30 days in `folder`."""
    made = Certificate(folder / "server.pem", folder / "server.key")
    command = [need("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "30", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    run([*command, "-keyout", str(made.key), "-out", str(made.certificate)])
    return made
