"""The web application on a loopback port, served by waitress in a thread, as in production."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from waitress.server import create_server

from copapp.bookings.watching import MOST_STREAMS


@contextmanager
def served(application: Any, threads: int = 4 + MOST_STREAMS) -> Iterator[str]:
    """Serve a WSGI application on a free port and give its address, `http://127.0.0.1:PORT`, without a final slash."""
    server = create_server(
        application,
        host="127.0.0.1",
        port=0,
        threads=threads,
        clear_untrusted_proxy_headers=True,
    )
    thread = threading.Thread(target=server.run, name="tests-waitress", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.trigger.pull_trigger(lambda: _close(server))
        thread.join(5)


def _close(server: Any) -> None:
    """End the server from within its own thread, which would else wait for the connections that a browser holds."""
    for connection in list(server.active_channels.values()):
        connection.handle_close()
    server.close()
