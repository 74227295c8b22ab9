"""A network that can be cut: passes connections on to a port of the loopback. usage: proxy.py PORT

Prints the port that it listens on. A line `cut` on standard input ends all connections and refuses new ones, `freeze` keeps them
and passes nothing on, `mend` restores the network; each is answered by a line `done`. It ends when standard input does."""

import os
import selectors
import socket
import sys
import time

target = int(sys.argv[1])
selector = selectors.DefaultSelector()
state = "mended"
pairs = {}


def listen(port):
    listener = socket.create_server(("127.0.0.1", port))
    selector.register(listener, selectors.EVENT_READ, "accept")
    return listener


def drop(end):
    for each in (end, pairs.pop(end, None)):
        if each:
            pairs.pop(each, None)
            selector.unregister(each)
            each.close()


listener = listen(0)
port = listener.getsockname()[1]
print(port, flush=True)
selector.register(sys.stdin.buffer.raw, selectors.EVENT_READ, "command")
while True:
    if state == "frozen":
        time.sleep(0.05)
    for key, _ in selector.select():
        if key.data == "command":
            text = os.read(0, 100)
            if not text:
                sys.exit()
            command = text.decode().strip()
            if command == "cut":
                state = "cut"
                selector.unregister(listener)
                listener.close()
                while pairs:
                    drop(next(iter(pairs)))
            elif command == "freeze":
                state = "frozen"
            else:
                if state == "cut":
                    listener = listen(port)
                state = "mended"
            print("done", flush=True)
        elif state == "frozen":
            # Whatever else is ready comes again, once the network is mended.
            continue
        elif key.fileobj is listener and state == "mended":
            client, _ = key.fileobj.accept()
            try:
                server = socket.create_connection(("127.0.0.1", target))
            except OSError:
                client.close()
                continue
            pairs[client], pairs[server] = server, client
            for end in (client, server):
                selector.register(end, selectors.EVENT_READ, "data")
        elif key.fileobj in pairs:
            end = key.fileobj
            try:
                data = end.recv(65536)
                if data:
                    pairs[end].sendall(data)
                else:
                    drop(end)
            except OSError:
                drop(end)
