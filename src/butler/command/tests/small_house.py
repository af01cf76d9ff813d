"""A house with the real supervisor and PostgreSQL, and very small children: for the tests of the lifecycle.

python small_house.py HOME PORT
"""

import sys
from pathlib import Path

from butler.command import serving
from butler.command.home import Home
from butler.command.steps import python
from butler.command.supervise import MARK, Child, Door

# Like the real web server it has a child of its own, which a killed leader leaves behind.
WEB = """
import http.server, os, sys
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *args): pass
server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Page)
os.fork()
server.serve_forever()
"""
WORKER = "import time; time.sleep(600)"


def children(home: Home, door: Door) -> list[Child]:
    env = home.environment("app", **{MARK: str(home.path)})
    web = Child("web", python("-c", WEB, str(door.port)), env, home.log("web"))
    return [web, Child("worker", python("-c", WORKER), env, home.log("worker"))]


if __name__ == "__main__":
    house, port = Home(Path(sys.argv[1])).open(), int(sys.argv[2])
    sys.exit(
        serving.serve(
            house,
            Door("127.0.0.1", port),
            greet=lambda address: print(f"open {address}", flush=True),
            prepare=lambda: None,
            children=children,
        )
    )
