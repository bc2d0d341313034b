"""Pages are asked for over HTTP, on eight connections at once."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from osnowa.bench import serving
from osnowa.bench.serving import Page, check_same_rows, compare_pages


class Answering(BaseHTTPRequestHandler):
    """A server whose pages are its addresses; /zle/ is refused."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = f'<th scope="row"><a href="/">{self.path}</a></th>'.encode() if "osoby" in self.path else b""
        self.send_response(500 if self.path == "/zle/" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.server.asked.append(self.path)

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        server.asked, server.daemon_threads = [], True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def page(server):
    def page(address):
        return Page(server.server_port, f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())

    return page


def test_a_turn_asks_on_eight_connections(server, page):
    turn = page("/osoby/").turn(3)

    assert len(server.asked) == serving.CONNECTIONS * 3
    assert 0 < turn.p50 <= turn.p99
    assert turn.between > 0


def test_a_refused_page_is_not_measured(page):
    with pytest.raises(AssertionError, match=r"/zle/ answers HTTP/1\.1 500"):
        page("/zle/").turn(1)


def test_pages_are_compared_in_three_ways(page):
    ratios = compare_pages(
        "G0", "próba", ours=page("/osoby/"), reference=page("/"), must=9, stretch=1, pairs=3, requests=2
    )

    assert [ratio.name for ratio in ratios] == ["próba, odstęp odpowiedzi", "próba, p50", "próba, p99"]
    assert {ratio.pairs for ratio in ratios} == {3}


def test_only_the_same_rows_are_compared(page):
    check_same_rows(page("/osoby/"), page("/osoby/"))
    for other in ("/osoby/7/", "/"):
        with pytest.raises(AssertionError, match="is not"):
            check_same_rows(page("/osoby/"), page(other))
    with pytest.raises(AssertionError, match="is not"):
        check_same_rows(page("/"), page("/"))
