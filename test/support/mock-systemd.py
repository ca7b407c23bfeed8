"""The part of systemd that logind asks to put the machine to sleep or to shut it down: a unit that is
started is "in progress" until stdin says `done`; `end ID` lets the scope of a session end. Prints
`started UNIT` for each unit. $1 = bus address."""

import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

DBusGMainLoop(set_as_default=True)
bus = dbus.bus.BusConnection(sys.argv[1])
loop = GLib.MainLoop()
MANAGER = "org.freedesktop.systemd1.Manager"
ROOT = "/org/freedesktop/systemd1"
ended = set()


def escape(name):
    return "".join(c if c.isalnum() and not (i == 0 and c.isdigit()) else f"_{ord(c):02x}" for i, c in enumerate(name))


class Unit(dbus.service.FallbackObject):
    def __init__(self):
        super().__init__(bus, ROOT + "/unit")

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="ss", out_signature="v", path_keyword="path")
    def Get(self, interface, name, path):
        # A session whose scope is not active is taken for one that has ended.
        state = "active" if path.endswith("_2escope") and path not in ended else "inactive"
        return {"LoadState": "loaded", "ActiveState": state}.get(str(name), "")


class Manager(dbus.service.Object):
    def __init__(self):
        super().__init__(bus, ROOT)
        self.jobs = []
        self.count = 0

    @dbus.service.method(MANAGER, in_signature="", out_signature="")
    def Subscribe(self):
        pass

    @dbus.service.method(MANAGER, in_signature="ss", out_signature="o")
    def StartUnit(self, name, mode):
        self.count += 1
        path = f"{ROOT}/job/{self.count}"
        self.jobs.append((self.count, path, name))
        print(f"started {name}", flush=True)
        return dbus.ObjectPath(path)

    @dbus.service.method(MANAGER, in_signature="s", out_signature="o")
    def GetUnit(self, name):
        raise dbus.DBusException("no such unit", name="org.freedesktop.systemd1.NoSuchUnit")

    @dbus.service.signal(MANAGER, signature="uoss")
    def JobRemoved(self, number, path, unit, result):
        pass

    @dbus.service.signal(MANAGER, signature="so")
    def UnitRemoved(self, name, path):
        pass

    def end(self, session):
        name = f"session-{session}.scope"
        path = f"{ROOT}/unit/{escape(name)}"
        ended.add(path)
        self.UnitRemoved(name, dbus.ObjectPath(path))

    def done(self):
        for number, path, unit in self.jobs:
            self.JobRemoved(dbus.UInt32(number), dbus.ObjectPath(path), unit, "done")
        self.jobs = []


unit, manager = Unit(), Manager()
name = dbus.service.BusName("org.freedesktop.systemd1", bus)


def read(source, condition):
    line = sys.stdin.readline()
    if not line:
        loop.quit()
        return False
    command, *arguments = line.split()
    if command == "end":
        manager.end(*arguments)
    else:
        manager.done()
    print("ok", flush=True)
    return True


GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, read)
print("ready", flush=True)
loop.run()
