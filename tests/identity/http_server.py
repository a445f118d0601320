"""A Provider behind HTTP on 127.0.0.1, on a port that was free, for a bounded time.

    with serving(identity) as url: …
"""
import contextlib
import http.server
import threading
import urllib.parse

from provider import Request

LONGEST_LIFE = 300  # seconds


def _handler(identity):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 20  # of an idle connection
        wbufsize = 65536  # an answer in one piece: in two, the second would wait for the client's delayed ACK

        def _serve(self):
            parts = urllib.parse.urlsplit(self.path)
            headers = {}
            for name, value in self.headers.items():
                headers[name.lower()] = headers[name.lower()] + "," + value if name.lower() in headers else value
            body = self.rfile.read(int(headers.get("content-length", "0")))
            query = urllib.parse.parse_qsl(parts.query, keep_blank_values=True)
            url = f"http://{headers.get('host', '')}{parts.path}"
            reply = identity.answer(Request(self.command, urllib.parse.unquote(parts.path), query, headers, body, url))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_POST = do_PUT = _serve

        def log_message(self, *_):
            pass

    return Handler


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # a client that went away


@contextlib.contextmanager
def serving(identity):
    server = _Server(("127.0.0.1", 0), _handler(identity))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    end = threading.Timer(LONGEST_LIFE, server.shutdown)
    end.daemon = True
    end.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        end.cancel()
        server.shutdown()
        server.server_close()
