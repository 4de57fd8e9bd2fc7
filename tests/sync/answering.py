"""A server that answers everything in one way, for tests of what a laptop makes of it."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Answer:
    """A server that answers everything in one way, as things between a laptop and its hub do."""

    def __init__(self, status: int, body: bytes, headers: dict[str, str], port: int = 0) -> None:
        def answer(request: BaseHTTPRequestHandler) -> None:
            request.rfile.read(int(request.headers.get("Content-Length") or 0))
            request.send_response(status)
            for name, value in headers.items():
                request.send_header(name, value)
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)

        def stay_quiet(*_line: object) -> None:
            """Write nothing to the terminal."""

        parts = {"do_GET": answer, "do_POST": answer, "log_message": stay_quiet}
        handler = type("Handler", (BaseHTTPRequestHandler,), parts)
        self.server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self.thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.02}
        )
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        """Answer no more."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
