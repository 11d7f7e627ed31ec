#!/usr/bin/env python3
"""Carries IP packets between two TUN devices, each a fixed time late, and loses some on demand.

Started by scripts/bench/wan. Makes two TUN devices in the namespace it is started in, prints "ready" and relays; the
devices may then be moved to other network namespaces. Lines written to the control FIFO change it as it runs:
  drop         swallow every packet, both ways
  pass         stop that
  loss SHARE   lose this share of the packets at random, such as 0.01
Ends on SIGTERM or SIGINT and prints what it did as one JSON line to standard error.
"""

import argparse
import errno
import fcntl
import heapq
import json
import os
import random
import select
import signal
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN = 0x0001
IFF_NO_PI = 0x1000
LONGEST_PACKET = 65536
READ_AT_ONCE = 256


class Device:
    """A TUN device and what was done with the packets read from it."""

    def __init__(self, name):
        self.name = name
        self.descriptor = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(self.descriptor, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
        self.carried = self.lost = self.refused = 0

    def packets(self):
        """What can be read now, at most READ_AT_ONCE packets."""
        for _ in range(READ_AT_ONCE):
            try:
                yield os.read(self.descriptor, LONGEST_PACKET)
            except BlockingIOError:
                return
            except OSError as error:  # EIO: the device is not up yet, or no longer
                if error.errno == errno.EIO:
                    return
                raise

    def deliver(self, packet):
        """Hands a packet to the kernel; a device that is down or full loses it, as a network would."""
        try:
            os.write(self.descriptor, packet)
            return True
        except OSError as error:
            if error.errno in (errno.EIO, errno.EAGAIN, errno.EINVAL, errno.ENOBUFS):
                return False
            raise


class Relay:
    """Two devices, the packets under way, and the rules."""

    def __init__(self, first, second, one_way, loss, seed):
        self.peers = {first.descriptor: (first, second), second.descriptor: (second, first)}
        self.one_way = one_way
        self.loss = loss
        self.swallow = False
        self.random = random.Random(seed)
        self.under_way = []  # a heap of (due, order, source, target, packet)
        self.order = 0
        self.worst_lateness = self.total_lateness = 0.0

    def read(self, descriptor):
        source, target = self.peers[descriptor]
        for packet in source.packets():
            if self.swallow or (self.loss > 0 and self.random.random() < self.loss):
                source.lost += 1
                continue
            self.order += 1
            due = time.monotonic() + self.one_way
            heapq.heappush(self.under_way, (due, self.order, source, target, packet))

    def deliver_due(self):
        """Delivers what is due; returns the seconds until the next packet is, None when there is none."""
        while self.under_way:
            now = time.monotonic()
            due = self.under_way[0][0]
            if due > now:
                return due - now
            _, _, source, target, packet = heapq.heappop(self.under_way)
            if self.swallow:  # the hole is between the two ends: what is under way falls into it, too
                source.lost += 1
            elif target.deliver(packet):
                source.carried += 1
                self.total_lateness += now - due
                self.worst_lateness = max(self.worst_lateness, now - due)
            else:
                source.refused += 1
        return None

    def obey(self, line):
        match line.split():
            case ["drop"]:
                self.swallow = True
            case ["pass"]:
                self.swallow = False
            case ["loss", share] if 0 <= float(share) < 1:
                self.loss = float(share)
            case _:
                print(f"relay: cannot do {line!r}", file=sys.stderr)

    def report(self):
        devices = [pair[0] for pair in self.peers.values()]
        carried = sum(device.carried for device in devices)
        return {
            "carried": {device.name: device.carried for device in devices},
            "lost": {device.name: device.lost for device in devices},
            "refused": {device.name: device.refused for device in devices},
            "mean_lateness_ms": round(1000 * self.total_lateness / max(1, carried), 3),
            "worst_lateness_ms": round(1000 * self.worst_lateness, 3),
        }


def be_punctual():
    """Goes before ordinary processes where that is allowed: a busy machine must not make the ocean wider."""
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    except PermissionError:
        print("relay: no real-time priority here; look at the lateness below", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--devices", nargs=2, required=True, metavar="NAME")
    parser.add_argument("--one-way-ms", type=float, default=110)
    parser.add_argument("--loss", type=float, default=0, help="share of packets lost at random")
    parser.add_argument("--seed", type=int, default=1, help="of that randomness")
    parser.add_argument("--control", required=True, help="a FIFO to read orders from")
    arguments = parser.parse_args()

    first, second = (Device(name) for name in arguments.devices)
    relay = Relay(first, second, arguments.one_way_ms / 1000, arguments.loss, arguments.seed)
    # Opened for writing too, so that the end of a writer is not the end of the FIFO.
    control = os.open(arguments.control, os.O_RDWR | os.O_NONBLOCK)
    stopping = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.append(True))
    wake, wakened = os.pipe()
    os.set_blocking(wakened, False)
    signal.set_wakeup_fd(wakened)
    be_punctual()
    print("ready", flush=True)

    pending = ""
    while not stopping:
        wait = relay.deliver_due()
        readable, _, _ = select.select([first.descriptor, second.descriptor, control, wake], [], [], wait)
        for descriptor in readable:
            if descriptor == control:
                pending += os.read(control, 4096).decode()
                *lines, pending = pending.split("\n")
                for line in lines:
                    relay.obey(line)
            elif descriptor in relay.peers:
                relay.read(descriptor)
    print(json.dumps(relay.report()), file=sys.stderr)


if __name__ == "__main__":
    main()
