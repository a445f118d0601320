"""HTTPS on 127.0.0.1 before a server that speaks HTTP, with a certificate of its own.

    with TlsFront("http://127.0.0.1:8080", directory) as front: …    front.url, front.certificate
"""
import contextlib
import pathlib
import socket
import ssl
import subprocess
import threading
import urllib.parse

IDLE = 60  # seconds until a silent connection is dropped


class TlsFront:
    """How: every connection is unwrapped and its bytes go on as they are, so that signatures hold."""

    def __init__(self, behind, directory):
        parts = urllib.parse.urlsplit(behind)
        self.behind = (parts.hostname, parts.port)
        self.certificate = str(pathlib.Path(directory) / "certificate.pem")
        key = str(pathlib.Path(directory) / "key.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
                        key, "-out", self.certificate], check=True, capture_output=True)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.certificate, key)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self.listener.getsockname()[1]}"

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection = self.listener.accept()[0]
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        # A client that refuses the certificate, or goes away, is part of the tests.
        with contextlib.suppress(OSError), self.context.wrap_socket(connection, server_side=True) as front, \
                socket.create_connection(self.behind) as back:
            front.settimeout(IDLE)
            threading.Thread(target=self._copy, args=(back, front), daemon=True).start()
            self._copy(front, back)

    @staticmethod
    def _copy(source, target):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
