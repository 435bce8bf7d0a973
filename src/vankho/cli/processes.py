"""One process tree: this one keeps web and worker alive and stays small; each of them is a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from vankho.lib.office import load
from vankho.lib.processes import leave_with

from .opening import Founding

_spawn = multiprocessing.get_context("spawn")
MOST_READERS = 4
"""Files read at once, one to a processor; each reader takes some 200 MB while it reads."""
SMALL_HEAPS = ("MALLOC_ARENA_MAX", "1")
"""One heap for all threads of web and worker: with one for each, the indexer's process rested at 285 MB, not 84."""
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def _prepare(founding: Founding | None) -> None:
    from . import opening

    opening.in_django("opening", "prepare", founding)


def work() -> None:
    """The worker until it is told to stop; started by `run`, it goes when that is killed."""
    from . import opening

    if "VANKHO_OWNER" in os.environ:
        leave_with(int(os.environ["VANKHO_OWNER"]))

    opening.in_django("processes", "work_here")


def work_here() -> None:
    from vankho.jobs.worker import Worker

    worker = Worker(job_threads=min(os.cpu_count() or 1, MOST_READERS))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: worker.stop())
    worker.run()


def _port_is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


class _KeptAlive:
    """A process that is started again when it dies, until it is told to stop."""

    def __init__(self, target: Callable[[], None], name: str) -> None:
        self._target, self._name = target, name
        self._stop = threading.Event()
        self._process = self._start()
        self._watch = threading.Thread(target=self._keep, daemon=True)
        self._watch.start()

    def _start(self) -> multiprocessing.process.BaseProcess:
        process = _spawn.Process(target=self._target, name=self._name)
        process.start()
        return process

    def _keep(self) -> None:
        while not self._stop.wait(0.5):
            if not self._process.is_alive():
                typer.echo(f"{self._name} đã dừng đột ngột, đang chạy lại.", err=True)
                self._process = self._start()

    def stop(self) -> None:
        self._stop.set()
        self._watch.join()
        self._process.terminate()
        self._process.join(timeout=20)
        if self._process.is_alive():
            self._process.kill()


def run(host: str, port: int, founding: Founding | None) -> int:
    """Open the office, then web and worker until Ctrl-C."""
    from . import opening

    if not _port_is_free(host, port):
        typer.echo(
            f"Cổng {port} đang có chương trình khác dùng. Hãy chọn cổng khác: ./vankho run --port {port + 1}", err=True
        )
        return 1
    folder = load().office
    if not opening.can_be_written(folder):
        typer.echo(
            f"Không tạo hoặc không ghi được thư mục {folder}. Chưa có gì thay đổi. Hãy chọn thư mục khác bằng --office,"
            " hoặc gọi lại bằng tài khoản có quyền ghi ở đó.",
            err=True,
        )
        return 1
    os.environ.setdefault(*SMALL_HEAPS)
    setup = _spawn.Process(target=_prepare, args=(founding,), name="setup")
    setup.start()
    setup.join()
    if setup.exitcode:
        typer.echo("Chưa mở được cơ quan; lý do ở các dòng trên. Dữ liệu đã có không bị thay đổi.", err=True)
        return 1
    os.environ["VANKHO_OWNER"] = str(os.getpid())
    worker = _KeptAlive(work, "Việc nền")
    try:
        return serve(host, port)
    finally:
        worker.stop()


def serve(host: str, port: int) -> int:
    """The pages, until Ctrl-C. Anything but loopback is served by HTTPS with a certificate of this machine."""
    from granian import Granian
    from granian.constants import Interfaces

    secure = host not in LOOPBACK
    certificate: tuple[Path | None, Path | None] = (None, None)
    if secure:
        from vankho.cli.certificate import own_certificate

        os.environ["VANKHO_HTTPS"] = "true"
        certificate = own_certificate(load().office, host)

    def server() -> Any:
        return Granian(
            "vankho.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=8,
            respawn_failed_workers=True,
            log_enabled=False,
            ssl_cert=certificate[0],
            ssl_key=certificate[1],
            backpressure=128,
        )

    os.environ["VANKHO_OWNER"] = str(os.getpid())
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    address = f"{'https' if secure else 'http'}://{'[' + host + ']' if ':' in host else host}:{port}/"
    _tell_when_up(host, port, address)
    return _keep_serving(server)


_SHORT_LIFE_SECONDS = 20
_MOST_SHORT_LIVES = 20


def _keep_serving(make: Callable[[], Any]) -> int:
    """Serve until told to stop. Granian gives up when its worker dies twice within 5.5 s; an office does not."""
    short_lives = 0
    while short_lives < _MOST_SHORT_LIVES:
        server, started = make(), time.monotonic()
        try:
            server.serve()
        except KeyboardInterrupt:
            return 0
        except SystemExit:
            if not server.interrupt_children:
                raise
        if server.interrupt_signal or not server.interrupt_children:
            return 0
        typer.echo("Web đã dừng đột ngột, đang chạy lại.", err=True)
        short_lives = short_lives + 1 if time.monotonic() - started < _SHORT_LIFE_SECONDS else 0
    return 1


def _tell_when_up(host: str, port: int, address: str) -> None:
    def wait() -> None:
        target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
        for _ in range(600):
            try:
                socket.create_connection((target, port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                typer.echo(f"Văn Khố đang chạy tại {address}  (Ctrl-C để dừng)", err=True)
                return

    threading.Thread(target=wait, daemon=True).start()
