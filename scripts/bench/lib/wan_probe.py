#!/usr/bin/env python3
"""Measures from within the application's network namespace; started by scripts/bench/wan.

  rtt HOST PORT          the round trip: median time of a TCP handshake
  transfer HOST PORT     what 60 kB take over a new, a warm and an idle connection (needs `serve` on the other side)
  serve HOST PORT        the other side of `transfer`: answers a decimal number and a newline with that many bytes
  grow URL               adds tasks to a residence until the database sends --bytes for one board
  board URL              GET it again and again after idling; the median against --rtt-ms
Every command prints one JSON line; `board` ends with 1 when the median is above --limit round trips.
"""

import argparse
import http.client
import json
import math
import socket
import statistics
import sys
import threading
import time
import urllib.parse

PATIENCE = 60
BOARD = "/api/tasks/"
MOST_TASKS = 3000


def handshake(host, port):
    start = time.perf_counter()
    with socket.create_connection((host, port), PATIENCE):
        return time.perf_counter() - start


def rtt(arguments):
    times = [handshake(arguments.host, arguments.port) for _ in range(9)]
    print(json.dumps({"rtt_ms": ms(statistics.median(times)), "worst_ms": ms(max(times))}))


def serve(arguments):
    with socket.create_server((arguments.host, arguments.port)) as listener:
        print("ready", flush=True)
        while True:
            connection, _ = listener.accept()
            with connection, connection.makefile("rb") as lines:
                for line in lines:
                    connection.sendall(b"x" * int(line))


def fetch(connection, size):
    start = time.perf_counter()
    connection.sendall(b"%d\n" % size)
    left = size
    while left:
        received = len(connection.recv(min(left, 1 << 16)))
        if received == 0:
            sys.exit("the other side closed the connection")
        left -= received
    return time.perf_counter() - start


def transfer(arguments):
    round_trip = statistics.median(handshake(arguments.host, arguments.port) for _ in range(5))
    with socket.create_connection((arguments.host, arguments.port), PATIENCE) as connection:
        cold = fetch(connection, arguments.bytes)
        for _ in range(3):
            fetch(connection, 200_000)
        warm = fetch(connection, arguments.bytes)
        time.sleep(arguments.idle)
        idle = fetch(connection, arguments.bytes)
    print(
        json.dumps(
            {
                "congestion_control": congestion_control(),
                "rtt_ms": ms(round_trip),
                "bytes": arguments.bytes,
                "new_connection_rtts": round(cold / round_trip, 2),
                "warm_rtts": round(warm / round_trip, 2),
                f"after_{arguments.idle:g}s_idle_rtts": round(idle / round_trip, 2),
            }
        )
    )


class Api:
    """One kept-alive connection to the server."""

    def __init__(self, arguments):
        url = urllib.parse.urlsplit(arguments.url)
        self.connection = http.client.HTTPConnection(url.hostname, url.port, timeout=PATIENCE)
        self.headers = {"Authorization": f"Token {arguments.token}", "Content-Type": "application/json"}

    def call(self, method, path, expected, body=None):
        """The answer's body and the seconds it took."""
        start = time.perf_counter()
        self.connection.request(method, path, body and json.dumps(body), self.headers)
        answer = self.connection.getresponse()
        content = answer.read()
        elapsed = time.perf_counter() - start
        if answer.status != expected:
            sys.exit(f"{method} {path} answered {answer.status}: {content[:300]!r}")
        return content, elapsed


def grow(arguments):
    """Several callers at once, since every task costs a round trip; looks at the board's size now and then."""
    added = 0

    def add(count):
        api = Api(arguments)
        for number in range(count):
            task = {
                "title": f"Check the smoke detector of room {number}",
                "description": "Press the button until it sounds; change the battery if it does not.",
                "residence_id": arguments.residence,
            }
            api.call("POST", "/api/tasks/", 201, task)

    while True:
        received = bytes_received(arguments.device)
        Api(arguments).call("GET", BOARD, 200)
        size = bytes_received(arguments.device) - received
        if size >= arguments.bytes:
            print(json.dumps({"added_tasks": added, "from_database_bytes": size}))
            return
        callers = [threading.Thread(target=add, args=(2,)) for _ in range(10)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
        added += 20
        if added > MOST_TASKS:
            sys.exit(f"{added} tasks added, and the board is still only {size} bytes")


def board(arguments):
    api = Api(arguments)
    times, wire, body = [], [], b""
    for sample in range(arguments.samples + 1):
        if sample:
            time.sleep(arguments.idle)
        received = bytes_received(arguments.device)
        body, elapsed = api.call("GET", BOARD, 200)
        if sample:  # the first one is there to open the HTTP connection
            times.append(elapsed)
            wire.append(bytes_received(arguments.device) - received)
    median = statistics.median(times)
    ratio = median * 1000 / arguments.rtt_ms
    print(
        json.dumps(
            {
                "congestion_control": congestion_control(),
                "samples": len(times),
                "idle_s": arguments.idle,
                "from_database_bytes": int(statistics.median(wire)),
                "json_bytes": len(body),
                "rtt_ms": arguments.rtt_ms,
                "p50_ms": ms(median),
                "best_ms": ms(min(times)),
                "worst_ms": ms(max(times)),
                "p50_rtts": round(ratio, 3),
                "limit_rtts": arguments.limit,
            }
        )
    )
    if ratio > arguments.limit:
        sys.exit(1)


def bytes_received(device):
    with open(f"/sys/class/net/{device}/statistics/rx_bytes") as counter:
        return int(counter.read())


def congestion_control():
    with open("/proc/sys/net/ipv4/tcp_congestion_control") as setting:
        return setting.read().strip()


def ms(seconds):
    return math.floor(seconds * 10_000 + 0.5) / 10


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    for name, action in (("rtt", rtt), ("serve", serve), ("transfer", transfer)):
        command = commands.add_parser(name)
        command.set_defaults(action=action)
        command.add_argument("host")
        command.add_argument("port", type=int)
        if name == "transfer":
            command.add_argument("--bytes", type=int, default=60_000)
            command.add_argument("--idle", type=float, default=5)
    for name, action in (("grow", grow), ("board", board)):
        command = commands.add_parser(name)
        command.set_defaults(action=action)
        command.add_argument("url", help="of the server, such as http://127.0.0.1:8000")
        command.add_argument("--token", required=True)
        command.add_argument("--device", required=True, help="whose received bytes are counted")
        if name == "grow":
            command.add_argument("--residence", type=int, required=True)
            command.add_argument("--bytes", type=int, default=60_000)
    command.add_argument("--rtt-ms", type=float, required=True)
    command.add_argument("--limit", type=float, default=1.1)
    command.add_argument("--samples", type=int, default=11)
    command.add_argument("--idle", type=float, default=5)
    arguments = parser.parse_args()
    arguments.action(arguments)


if __name__ == "__main__":
    main()
