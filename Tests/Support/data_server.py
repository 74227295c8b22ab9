"""Serves the files of a folder at a free port of this machine, which it prints; ends when its input does.

A file whose name has `cut` in it breaks off after its first half the first time that it is asked for from its beginning;
ranges are served, but of a file whose name has `whole` in it.
"""

import http.server
import pathlib
import sys
import threading

folder = pathlib.Path(sys.argv[1])
cut_once = set()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = folder / self.path.lstrip("/")
        if not path.is_file():
            return self.send_error(404)
        content = path.read_bytes()
        start = 0
        wanted = self.headers.get("Range")
        if wanted and "whole" not in path.name:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            if start >= len(content):
                return self.send_error(416)
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        else:
            self.send_response(200)
        rest = content[start:]
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        if "cut" in path.name and path.name not in cut_once:
            cut_once.add(path.name)
            rest = rest[: len(rest) // 2]
            self.close_connection = True
        self.wfile.write(rest)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
