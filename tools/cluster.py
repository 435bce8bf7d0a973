"""A PostgreSQL server for one run of the tests: in a temporary folder, reached on this machine only, then gone."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools import machine, words

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX = "vankho-pg-"
ROLE = "vankho_app"  # as in an office: no superuser, and row security holds for it


class ClusterFailed(Exception):
    """A program of the server ended badly; its output is in the log."""


def account() -> dict[str, Any]:
    """How to run the server's programs: initdb refuses root, so root lends the account that Debian made for it."""
    if os.geteuid() != 0:
        return {}
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    chosen = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": chosen.pw_uid, "group": chosen.pw_gid, "extra_groups": []}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Cluster:
    """One server in one folder. Its superuser is reached only by a socket in there, which nobody else may enter."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder, self.account = programs, folder, account()

    def do(self, program: str, *args: str, text: str = "") -> None:
        """Run one of the server's programs as the account that owns the folder."""
        environment = {**os.environ, "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        with machine.LOG.open("ab") as log:
            done = subprocess.run(
                [str(self.programs / program), *args], input=text.encode(),
                stdout=log, stderr=log, cwd=self.folder, env=environment, **self.account,
            )  # fmt: skip
        if done.returncode:
            raise ClusterFailed

    def start(self) -> str:
        """Start an empty server; the address for the role that the tests use."""
        if self.account:
            os.chown(self.folder, self.account["user"], self.account["group"])
        data, port, password = str(self.folder / "data"), free_port(), secrets.token_hex(16)
        self.do("initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--auth-local=trust", "--auth-host=scram-sha-256")
        # The tests of two processes and of killed ones open more connections than the default leaves room for.
        settings = f"-k {self.folder} -h 127.0.0.1 -p {port} -c max_connections=200"
        self.do("pg_ctl", "start", "-w", "-D", data, "-l", str(self.folder / "server.log"), "-o", settings)
        role = f"CREATE ROLE {ROLE} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD '{password}';"
        psql = ("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(self.folder), "-p", str(port), "-U", "postgres")
        self.do(*psql, "postgres", text=f"{role}\nCREATE DATABASE vankho OWNER {ROLE};\n")
        return f"postgresql://{ROLE}:{password}@127.0.0.1:{port}/vankho"

    def stop(self) -> None:
        """Stop the server, if it runs, and remove every trace of it."""
        if (self.folder / "data/postmaster.pid").exists():
            try:
                self.do("pg_ctl", "stop", "-m", "immediate", "-w", "-D", str(self.folder / "data"))
            except ClusterFailed:
                machine.say(words.CLUSTER_FAILED.format(log=machine.LOG))
        shutil.rmtree(self.folder, ignore_errors=True)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def clear_leftovers(programs: Path) -> None:
    """Stop servers whose run was killed before it could; a folder's name holds the number of its run."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        keeper = folder.name.removeprefix(PREFIX).split("-")[0]
        if keeper.isdigit() and not is_alive(int(keeper)) and os.access(folder, os.W_OK):
            Cluster(programs, folder).stop()


@contextmanager
def running(programs: Path) -> Iterator[str | None]:
    """The address of a server that lives as long as this block; None when it could not be started."""
    clear_leftovers(programs)
    # Not below .build/: the account that root lends cannot enter root's home, and a socket's path holds 107 bytes.
    cluster = Cluster(programs, Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")))
    try:
        try:
            address = cluster.start()
        except ClusterFailed:
            keep_log(cluster.folder)
            address = None
            machine.say(words.CLUSTER_FAILED.format(log=machine.LOG))
        yield address
    finally:
        cluster.stop()


def keep_log(folder: Path) -> None:
    server = folder / "server.log"
    if server.exists():
        with machine.LOG.open("ab") as log:
            log.write(server.read_bytes())
