"""Real upowerd on pretended hardware. Run under umockdev-wrapper; one command a line on stdin:
ac 0|1, charge PERCENT, start, stop. Answers `ok`."""

import subprocess
import sys

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import UMockdev  # noqa: E402

FULL = 60_000_000
testbed = UMockdev.Testbed.new()
with_battery = "battery" in sys.argv[1:]
ac = testbed.add_device("power_supply", "AC", None, ["type", "Mains", "online", "1"], [])
battery = None
if with_battery:
    attributes = {
        "type": "Battery",
        "present": "1",
        "status": "Full",
        "scope": "System",
        "energy_full": str(FULL),
        "energy_full_design": str(FULL),
        "energy_now": str(FULL),
        "voltage_now": "12000000",
        "power_now": "0",
        "capacity": "100",
    }
    flat = [part for pair in attributes.items() for part in pair]
    battery = testbed.add_device("power_supply", "BAT0", None, flat, [])

daemon = None


def start():
    global daemon
    daemon = subprocess.Popen(["/usr/libexec/upowerd"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def stop():
    global daemon
    if daemon is not None:
        daemon.terminate()
        daemon.wait()
        daemon = None


def change(device):
    testbed.uevent(device, "change")


try:
    start()
    print("ready", flush=True)
    for line in sys.stdin:
        command, *arguments = line.split()
        if command == "ac":
            online = arguments[0]
            testbed.set_attribute(ac, "online", online)
            if battery:
                testbed.set_attribute(battery, "status", "Charging" if online == "1" else "Discharging")
                testbed.set_attribute(battery, "power_now", "0" if online == "1" else "9000000")
                change(battery)
            change(ac)
        elif command == "charge":
            testbed.set_attribute(battery, "energy_now", str(FULL * int(arguments[0]) // 100))
            testbed.set_attribute(battery, "capacity", arguments[0])
            change(battery)
        elif command == "start":
            start()
        elif command == "stop":
            stop()
        print("ok", flush=True)
finally:
    stop()
