"""A service in Python: speaks the service protocol (docs/protocol.md) with the standard library alone."""
import json
import os
import socket
import time

STOP, PAUSE, CONTINUE, INTERROGATE, SHUTDOWN = 1, 2, 3, 4, 5


class Channel:
    """A connection that is made again when the host restarts."""

    def __init__(self):
        self.last = None
        self.connect()

    def connect(self):
        self.socket = socket.socket(socket.AF_UNIX)
        while True:
            try:
                self.socket.connect(os.environ["CARETAKER_CHANNEL"])
                break
            except OSError:
                time.sleep(0.2)
        self.lines = self.socket.makefile("r", encoding="utf-8")
        self.send({"kind": "hello", "token": os.environ["CARETAKER_TOKEN"]})
        if self.last:
            self.send(self.last)
        self.send({"kind": "dispatch"})

    def send(self, message):
        self.socket.sendall((json.dumps(message) + "\n").encode())

    def report(self, state, **fields):
        self.last = {"kind": "status", "state": state, **fields}
        self.send(self.last)

    def messages(self):
        while True:
            try:
                line = self.lines.readline()
            except OSError:
                line = ""
            if line:
                yield json.loads(line)
            else:
                self.connect()


def main():
    channel = Channel()
    for message in channel.messages():
        if message["kind"] == "start":
            channel.send({"kind": "answer", "id": message["id"], "code": 0})
            channel.report("START_PENDING", checkPoint=1, waitHint=2000)
            print("begins with", *message["arguments"], flush=True)
            channel.report("RUNNING", accepts=["stop", "pauseContinue", "shutdown"])
        elif message["kind"] == "control":
            code = message["code"]
            channel.send({"kind": "answer", "id": message["id"], "code": 0})
            if code in (STOP, SHUTDOWN):
                channel.report("STOP_PENDING", accepts=0, checkPoint=1, waitHint=2000)
                channel.report("STOPPED")
            elif code == PAUSE:
                channel.report("PAUSED")
            elif code == CONTINUE:
                channel.report("RUNNING")
            elif code == INTERROGATE:
                channel.send(channel.last)
        elif message["kind"] == "end":
            return


main()
