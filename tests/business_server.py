"""A business server for tests: a real one on loopback that behaves in one way."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Behave = Callable[[BaseHTTPRequestHandler], None]

OK = {"ActionStatus": "OK", "ErrorCode": 0, "ErrorInfo": ""}


class Server:
    """A server that behaves in one way, and what it was asked."""

    def __init__(self, behave: Behave) -> None:
        asked = self.asked = []  # type: list[tuple[str, Any]]
        self.closing = closing = threading.Event()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                asked.append((self.path, json.loads(self.rfile.read(length))))
                try:
                    behave(self)
                except OSError:
                    return  # the client has gone, which is its right

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as above
                return

        Handler.closing = closing  # type: ignore[attr-defined] # read by behaviours
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/route"


@contextmanager
def serving(behave: Behave) -> Iterator[Server]:
    server = Server(behave)
    thread = threading.Thread(target=server.http.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.http.shutdown()
        server.http.server_close()
        thread.join()


def send(handler: Any, body: bytes, *, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def answering(answer: Any, **extra: Any) -> Behave:
    return lambda handler: send(handler, json.dumps(answer).encode(), **extra)
