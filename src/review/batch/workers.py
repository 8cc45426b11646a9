"""Tasks side by side, each worker a process of its own: what ends a worker ends its task only.

Each worker belongs to a thread here and shares one pipe with it and nothing with the others, so that
one that is killed at any moment holds nothing that another waits for. When a worker dies, what it had
started (kernels of notebooks) is killed from here; when this process dies, every worker does so itself.
"""

import multiprocessing
import os
import queue
import secrets
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, TypeVar

import psutil

from review.core.errors import ReviewError

MARK = "REVIEW_WORKER"
"""Environment variable that tells which worker started a process, whoever has adopted it since."""

PATIENCE = 5.0
"""Seconds that a worker may take to end by itself."""

Task = TypeVar("Task")
Result = TypeVar("Result")
Tell = Callable[[Any], None]
Work = Callable[[Task, Tell], Result]


def run_apart(
    run: Work[Task, Result],
    tasks: Sequence[Task],
    *,
    jobs: int,
    told: Tell,
    lost: Callable[[Task, Exception], Result],
) -> list[Result]:
    """The results of all tasks, in their order; up to `jobs` of them are under way at a time.

    Args:
        run: does one task in a worker, and may tell of it meanwhile. It must be importable there, and
            what it gets, tells and gives must pickle.
        tasks: what to do.
        jobs: how many workers there are at most.
        told: called in this thread with everything that is told, and with every result.
        lost: gives the result of a task that raised, or whose worker died or could not be started.
    """
    crew = _Crew(run, tasks)
    threads = [threading.Thread(target=crew.work, daemon=True) for _ in tasks[:jobs]]
    results: dict[int, Result] = {}
    try:
        for thread in threads:
            thread.start()
        while len(results) < len(tasks):
            number, kind, content = crew.next_news()
            if kind != "told":
                content = lost(tasks[number], content) if kind == "lost" else content
                results[number] = content
            told(content)
        for thread in threads:
            thread.join()
    finally:
        crew.end()
    return [results[number] for number in range(len(tasks))]


class _Worker(Generic[Task, Result]):
    """A process that does one task after the other."""

    def __init__(self, run: Work[Task, Result]) -> None:
        context = multiprocessing.get_context("spawn")
        self._mark = secrets.token_hex(8)
        self._run = run
        self._line, far = context.Pipe()
        self._process = context.Process(target=_serve, args=(far, self._mark), daemon=True)
        self._process.start()
        far.close()

    def do(self, task: Task, tell: Tell) -> Result:
        """The result of a task. Raises what `Connection.recv` raises when the process has died."""
        self._line.send((self._run, task))
        while True:
            kind, content = self._line.recv()
            if kind == "ended":
                result: Result = content
                return result
            if kind == "raised":
                raise ReviewError(content)
            tell(content)

    def release(self) -> None:
        """Tell the process that nothing is left to do."""
        self._line.close()

    def end(self, wait: float = 0.0) -> None:
        """End the process, which may still do so by itself while it is waited for, and all that it
        has started.
        """
        self._process.join(wait)
        self._process.kill()
        self._process.join()
        _kill_marked(self._mark)

    @property
    def how_it_ended(self) -> str:
        """What ended the process, in words."""
        code = self._process.exitcode
        if code is None or code >= 0:
            return f"exit code {code}"
        return signal.strsignal(-code) or f"signal {-code}"


class _Crew(Generic[Task, Result]):
    """The workers, the tasks that are left, and the news of those under way."""

    def __init__(self, run: Work[Task, Result], tasks: Sequence[Task]) -> None:
        self._run = run
        self._left = list(enumerate(tasks))[::-1]
        self._news: queue.SimpleQueue[tuple[int, str, Any]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._workers: set[_Worker[Task, Result]] = set()
        self._is_over = False

    def next_news(self) -> tuple[int, str, Any]:
        """Number of a task, kind and content of its next news; a wait that Ctrl-C ends everywhere."""
        while True:
            with suppress(queue.Empty):
                return self._news.get(timeout=0.5)

    def work(self) -> None:
        """One task after the other until none is left, with a new worker after each that was lost."""
        _hold_interrupts_back()
        worker: _Worker[Task, Result] | None = None
        while not self._is_over and self._left:
            try:
                number, task = self._left.pop()
            except IndexError:
                break
            try:
                worker = worker or self._hire()
                result = worker.do(task, partial(self._tell, number, "told"))
                self._tell(number, "ended", result)
            except Exception as error:  # noqa: BLE001 - tasks are isolated here: one's fault is its own
                self._tell(number, "lost", self._dismiss(worker, error))
                worker = None
        if worker:
            worker.release()
            self._dismiss(worker, EOFError())

    def end(self) -> None:
        """End all workers, whatever they are doing; no new one starts."""
        with self._lock:
            self._is_over = True
            while self._workers:
                self._workers.pop().end()

    def _tell(self, number: int, kind: str, content: object) -> None:
        self._news.put((number, kind, content))

    def _hire(self) -> _Worker[Task, Result]:
        with self._lock:  # one process starts or ends at a time
            if self._is_over:
                raise ReviewError("It was not begun.")
            worker = _Worker(self._run)
            self._workers.add(worker)
        return worker

    def _dismiss(self, worker: _Worker[Task, Result] | None, error: Exception) -> Exception:
        """End a worker whose task failed; why it did, in words where the process died."""
        if worker is None:
            return error
        has_died = isinstance(error, EOFError | OSError)
        with self._lock:
            worker.end(PATIENCE if has_died else 0.0)
            self._workers.discard(worker)
        if not has_died:
            return error
        return ReviewError(
            f"The process that ran it ended early ({worker.how_it_ended}), perhaps for want of memory; run "
            "it again, with fewer jobs at a time if that happens again."
        )


def _serve(line: Connection, mark: str) -> None:
    """The life of a worker: tasks until the pipe is closed."""
    _hold_interrupts_back()
    os.environ[MARK] = mark
    threading.Thread(target=_end_with_parent, args=(mark,), daemon=True).start()

    def send(kind: str, content: object) -> None:
        try:
            line.send((kind, content))
        except ConnectionError:  # the task ends with its parent, and not by an error of its own
            _leave(mark)

    with suppress(EOFError, ConnectionError):  # nothing is left to do
        while True:
            run, task = line.recv()
            try:
                send("ended", run(task, partial(send, "told")))
            except Exception as error:  # noqa: BLE001 - tasks are isolated here
                send("raised", f"{type(error).__name__}: {error}")


def _end_with_parent(mark: str) -> None:
    """Wait until the process that started this one is gone, then leave."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        _leave(mark)


def _leave(mark: str) -> None:
    """End this process at once, and all that it has started."""
    _kill_marked(mark)
    os._exit(1)


def _kill_marked(mark: str) -> None:
    """Kill every process that a worker has started, and remove the connection files of kernels."""
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):  # it is gone already, or not ours
            if process.environ().get(MARK) == mark and process.pid != os.getpid():
                words = process.cmdline()
                process.kill()
                if "ipykernel_launcher" in words and "-f" in words:
                    Path(words[words.index("-f") + 1]).unlink(missing_ok=True)


def _hold_interrupts_back() -> None:
    """Leave Ctrl-C, which the terminal sends to every process of a command, to the first of them."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    elif threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
