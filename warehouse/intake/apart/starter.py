"""The process that has imported what reading a file takes, and forks one limited process for each file.

Starting Python and importing costs more than looking at most files does; a fork costs a hundredth of it. This process
only imports: it opens no file and starts no pool of threads, so that each fork begins clean. It ends when whoever
started it is gone.

Standard input is a socket. Each byte on it brings two sockets: one on which the reader is asked and answers, and one
on which its keeper, a second small fork, says how it ended. A byte on that one and the keeper ends the reader.
"""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable

from warehouse import contracts
from warehouse.intake.apart import child

# Seconds without a request after which there is time to import what only a load needs.
IDLE = 0.3
# Seconds that a reader has to clear away what it wrote once whoever asked is gone.
TO_CLEAR_AWAY = 1.0


def serve(read: Callable[[], None]) -> None:
    """Fork a process that does ``read`` for each request, until whoever asks is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for keepers
    requests = socket.socket(fileno=os.dup(0))
    requests.settimeout(IDLE)
    while True:
        try:
            word, sockets, _, _ = socket.recv_fds(requests, 1, 2)
        except TimeoutError:
            contracts.get_ready()
            requests.settimeout(None)
            continue
        if not word:
            return
        if os.fork() == 0:
            requests.close()
            _keep(read, *sockets)
        for number in sockets:
            os.close(number)


def _keep(read: Callable[[], None], talk: int, status: int) -> None:
    """Fork the reader, wait for it and say its exit code, negative where a signal ended it; does not return."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    reader = os.fork()
    if reader == 0:
        os.close(status)
        for stream in (0, 1):
            os.dup2(talk, stream)
        os.close(talk)
        try:
            read()
        finally:
            os._exit(1)
    os.close(talk)
    told = socket.socket(fileno=status)
    threading.Thread(target=_end_when_unwanted, args=(told, reader), daemon=True).start()
    code = os.waitstatus_to_exitcode(os.waitpid(reader, 0)[1])
    try:
        told.sendall(b"%d\n" % code)
    finally:
        os._exit(0)


def _end_when_unwanted(told: socket.socket, reader: int) -> None:
    if not told.recv(1):
        time.sleep(TO_CLEAR_AWAY)
    os.kill(reader, signal.SIGKILL)


if __name__ == "__main__":
    serve(child.main)
