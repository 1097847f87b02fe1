"""A clone for the tests of the launcher: the real ./cop and set-up, a stub application, a lock of one package."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Clone:
    """A copy of the launcher with a stub of the application that repeats its arguments and ends with code 7."""

    root: Path
    wheels: Path
    variables: dict[str, str] = field(default_factory=dict)

    def cop(self, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        with self.start(*arguments, **options) as process:
            output, errors = process.communicate(timeout=300)
        return subprocess.CompletedProcess(arguments, process.returncode, output, errors)

    def start(self, *arguments: str, **options: object) -> "subprocess.Popen[str]":
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "COP_", "PYTHON"))}
        offline = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels)}
        return subprocess.Popen(
            [str(self.root / "cop"), *arguments],
            env=clean | offline | {"COP_PYTHON": sys.executable} | self.variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            **options,
        )

    def lock(self, version: str) -> None:
        """Make the lock ask for this version of the one package, and put its wheel where pip finds it."""
        wheel = write_wheel(self.wheels, version)
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        (self.root / "requirements.lock").write_text(f"cop-stub=={version} \\\n    --hash=sha256:{digest}\n")

    def installed(self) -> str:
        """The version of the one package that .venv has."""
        code = "import cop_stub; print(cop_stub.VERSION)"
        command = [str(self.root / ".venv/bin/python"), "-I", "-c", code]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def write_wheel(folder: Path, version: str) -> Path:
    """The smallest wheel: one module that knows its version."""
    info = f"cop_stub-{version}.dist-info"
    files = {
        "cop_stub.py": f"VERSION = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: cop-stub\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{name},sha256={_digest(text)},{len(text)}" for name, text in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""])
    wheel = folder / f"cop_stub-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return wheel


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def copy_tree(root: Path, wheels: Path) -> Clone:
    """A clone with the real launcher and the real set-up."""
    (root / "copapp").mkdir(parents=True)
    wheels.mkdir()
    shutil.copy2(ROOT / "cop", root / "cop")
    shutil.copy2(ROOT / "copapp" / "environment.py", root / "copapp")
    (root / "copapp" / "__init__.py").touch()
    (root / "copapp" / "__main__.py").write_text(
        "import sys, cop_stub\nprint(cop_stub.VERSION, sys.flags.utf8_mode, *sys.argv[1:], sep='|')\nsys.exit(7)\n"
    )
    clone = Clone(root, wheels)
    clone.lock("1.0")
    return clone
