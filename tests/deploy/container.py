"""Runs commands as a container does: Linux namespaces, a root that cannot be written, one ordinary user.

It needs root, as `unshare` and `mount` do, and no container engine.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.deploy.dockerfile import ROOT

#: The Python on which images are made here; the real ones bring their own.
PYTHON = Path(sys.base_prefix)
PATH = f"{PYTHON}/bin:/usr/local/bin:/usr/bin:/bin"


def is_possible() -> bool:
    """Tell whether this machine lets a process make namespaces."""
    if os.getuid() != 0:
        return False
    return subprocess.run(["unshare", "--mount", "--pid", "--fork", "true"], check=False).returncode == 0


@dataclass(frozen=True)
class Image:
    """What a container sees beside the machine's own programs.

    ``folders`` maps a path inside to a folder here; ``shared`` are folders at the same path inside, written
    by others. The checkout itself, homes and all other temporary files are not there.
    """

    work: Path
    folders: Mapping[str, Path]
    shared: Sequence[Path] = field(default=())

    def start(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        cwd: str,
        user: str = "",
        writable: bool = False,
        **options: object,
    ) -> subprocess.Popen[str]:
        """Begin a command; as root, with the folders to be written, while an image is built."""
        inside = ["chroot", str(self._root)]
        if user:
            uid, gid = user.split(":")
            inside += ["setpriv", "--reuid", uid, "--regid", gid, "--clear-groups", "--no-new-privs"]
            inside += ["--bounding-set=-all", "--inh-caps=-all"]
        inside += ["env", "-i", "-C", cwd, *(f"{name}={value}" for name, value in environment.items())]
        script = "\n".join([*self._mounts(writable=writable), f"exec {shlex.join([*inside, *command])}"])
        apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private"]
        return subprocess.Popen([*apart, "sh", "-ec", script], text=True, **options)

    def run(self, command: Sequence[str], environment: Mapping[str, str], **options: object) -> str:
        """Run a command to its end and return what it wrote; RuntimeError where it fails."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        process = self.start(command, environment, **pipes, **options)
        said, _ = process.communicate(timeout=600)
        if process.returncode:
            raise RuntimeError(f"{shlex.join(command)} ended with {process.returncode}:\n{said}")
        return said

    @property
    def _root(self) -> Path:
        return self.work / "root"

    def _mounts(self, *, writable: bool) -> list[str]:
        root = self._root
        root.mkdir(exist_ok=True)
        lines = [f"mount --bind / {root}", f"mount -o remount,ro,bind {root}"]
        lines += [f"mount -t proc proc {root}/proc", f"mount --rbind /dev {root}/dev"]
        hidden = ["/tmp", "/root", "/home", "/srv", "/opt", str(ROOT)]
        hidden = [path for path in hidden if not path.startswith("/tmp/") and Path(path).is_dir()]
        shown = {str(PYTHON): PYTHON, **self.folders}
        # What lies in a hidden folder is mounted from outside: names in these lines are the machine's own.
        lines += [
            f"mount -t tmpfs -o mode={1777 if path == '/tmp' else 755} tmpfs {root}{path}" for path in hidden
        ]
        for path, folder in sorted(shown.items()):
            lines += [f"mkdir -p {root}{path} 2>/dev/null || true", f"mount --bind {folder} {root}{path}"]
            if not writable or folder == PYTHON:
                lines.append(f"mount -o remount,ro,bind {root}{path}")
        for folder in self.shared:
            lines += [f"mkdir -p {root}{folder}", f"mount --bind {folder} {root}{folder}"]
        lines += [f"mount -o remount,ro,bind {root}{path}" for path in hidden if path != "/tmp"]
        return lines


def end(process: subprocess.Popen[str], seconds: float) -> int:
    """Send SIGTERM to what runs as the first process inside, as engines do; return its exit status."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGTERM)
    return process.wait(timeout=seconds)
