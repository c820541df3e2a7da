"""Runs one command and measures it with everything that it starts; needs Linux, nothing else.

Usage: measure.py RESULT.json LOG COMMAND [ARGUMENT ...]

The result holds
  exit_code     of the command; 128 + N if signal N ended it
  wall_s        from start to the end of the command
  cpu_s         user + system time of all its processes, also of those that outlive their parents
  tree_rss      most memory that its processes held together, in bytes, looked at every 100 ms;
                pages that two processes share count twice
  process_rss   most memory that one of its processes ever held, in bytes, as the kernel knows it
  disk_written  bytes that its processes gave the file systems to write, scratch files included
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

PAUSE_S = 0.1
PATIENCE_S = 30
PR_SET_CHILD_SUBREAPER = 36
PAGE = os.sysconf("SC_PAGE_SIZE")
SESSION_FIELD = 3  # of /proc/<pid>/stat, counted from the state, which follows the program's name
RSS_FIELD = 21


def processes(session):
    """The fields of /proc/<pid>/stat, from the state on, of each process in the session."""
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            fields = (process / "stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # has just ended
        if int(fields[SESSION_FIELD]) == session:
            yield fields


class MemorySampler(threading.Thread):
    def __init__(self, session):
        super().__init__(daemon=True)
        self.session = session
        self.peak = 0
        self.over = threading.Event()

    def run(self):
        while not self.over.wait(PAUSE_S):
            pages = sum(int(fields[RSS_FIELD]) for fields in processes(self.session))
            self.peak = max(self.peak, pages * PAGE)

    def stop(self):
        self.over.set()
        self.join()
        return self.peak


def adopt_orphans():
    """Makes orphans below this process its children, so that it can wait for them."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "Cannot become a subreaper")


def end_group(group, number):
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        pass


def stop(group):
    end_group(group, signal.SIGTERM)
    force = threading.Timer(PATIENCE_S, end_group, (group, signal.SIGKILL))
    force.daemon = True
    force.start()


def measure(command, log):
    adopt_orphans()
    with open(log, "wb") as output:
        started = time.monotonic()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop(process.pid))
    sampler = MemorySampler(process.pid)
    sampler.start()
    exit_code = wall = None
    usages = []
    while True:
        try:
            pid, status, usage = os.wait4(-1, 0)
        except ChildProcessError:
            break
        usages.append(usage)
        if pid == process.pid:
            wall = time.monotonic() - started
            code = os.waitstatus_to_exitcode(status)
            exit_code = code if code >= 0 else 128 - code
            end_group(process.pid, signal.SIGKILL)  # what it left behind
    return {
        "exit_code": exit_code,
        "wall_s": wall,
        "cpu_s": sum(usage.ru_utime + usage.ru_stime for usage in usages),
        "tree_rss": sampler.stop(),
        "process_rss": max(usage.ru_maxrss for usage in usages) * 1024,
        "disk_written": sum(usage.ru_oublock for usage in usages) * 512,
    }


def main(result, log, *command):
    measured = measure(command, log)
    Path(result).write_text(json.dumps(measured, indent=2) + "\n")
    return measured["exit_code"]


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
