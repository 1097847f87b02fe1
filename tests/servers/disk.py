"""A disk of some megabytes that a test can fill: a tmpfs, which only root may mount."""

import os
import pwd
import subprocess
from pathlib import Path

import pytest


class SmallDisk:
    """The disk, mounted at `path`; `fill()` leaves no byte of it, `free()` gives them back."""

    def __init__(self, path: Path, megabytes: int, owner: str | None = None) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(path)]
        if os.getuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("a small disk can be mounted by root only")
        if owner:
            account = pwd.getpwnam(owner)
            os.chown(path, account.pw_uid, account.pw_gid)

    def fill(self) -> None:
        """Write until the disk takes no more."""
        with (self.path / "ballast").open("ab", buffering=0) as ballast:
            for size in (65_536, 4_096, 1):
                try:
                    while ballast.write(bytes(size)):
                        pass
                except OSError:
                    continue

    def free(self) -> None:
        """Take away what `fill` wrote."""
        (self.path / "ballast").unlink(missing_ok=True)

    def close(self) -> None:
        """Unmount it, with whatever it has."""
        subprocess.run(["umount", "--lazy", str(self.path)], check=True)
