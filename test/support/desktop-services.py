"""A desktop's session services with the behaviour of the real ones: Mutter's IdleMonitor, the screen
saver's GetSessionIdleTime, GNOME's session manager with inhibitors, an MPRIS player, and logind's
session list where a test needs several people. One command a line on stdin; answers `ok`.

start mutter | start screensaver s|ms | start sessionmanager | start player NAME STATUS
input                       somebody moves the mouse
inhibit FLAGS APP REASON    the session manager gets an inhibitor; uninhibit removes the last one
play NAME STATUS            a player's PlaybackStatus changes
stop NAME                   the service leaves the bus
"""

import sys
import time

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

DBusGMainLoop(set_as_default=True)
bus = dbus.bus.BusConnection(sys.argv[1])
loop = GLib.MainLoop()
last_input = time.monotonic()
services = {}
names = {}

MUTTER = "org.gnome.Mutter.IdleMonitor"
SAVER = "org.freedesktop.ScreenSaver"
MANAGER = "org.gnome.SessionManager"
INHIBITOR = "org.gnome.SessionManager.Inhibitor"
PLAYER = "org.mpris.MediaPlayer2.Player"


def idle_ms():
    return int((time.monotonic() - last_input) * 1000)


class IdleMonitor(dbus.service.Object):
    def __init__(self):
        super().__init__(bus, "/org/gnome/Mutter/IdleMonitor/Core")
        self.next_id = 1
        self.idle = {}
        self.active = []

    @dbus.service.method(MUTTER, in_signature="t", out_signature="u")
    def AddIdleWatch(self, interval):
        watch = self.next_id
        self.next_id += 1
        self.idle[watch] = int(interval)
        self.schedule(watch)
        return watch

    @dbus.service.method(MUTTER, in_signature="", out_signature="u")
    def AddUserActiveWatch(self):
        watch = self.next_id
        self.next_id += 1
        self.active.append(watch)
        return watch

    @dbus.service.method(MUTTER, in_signature="u", out_signature="")
    def RemoveWatch(self, watch):
        self.idle.pop(int(watch), None)
        if int(watch) in self.active:
            self.active.remove(int(watch))

    @dbus.service.method(MUTTER, in_signature="", out_signature="t")
    def GetIdletime(self):
        return idle_ms()

    @dbus.service.signal(MUTTER, signature="u")
    def WatchFired(self, watch):
        pass

    def schedule(self, watch):
        began = last_input
        wait = max(0, self.idle[watch] - idle_ms())

        def reached():
            if watch in self.idle and last_input == began:
                self.WatchFired(watch)
            return False

        GLib.timeout_add(wait, reached)

    def input(self):
        fired, self.active = self.active, []
        for watch in fired:
            self.WatchFired(watch)
        for watch in self.idle:
            self.schedule(watch)


class ScreenSaver(dbus.service.Object):
    def __init__(self, unit):
        super().__init__(bus, "/org/freedesktop/ScreenSaver")
        self.unit = unit

    @dbus.service.method(SAVER, in_signature="", out_signature="u")
    def GetSessionIdleTime(self):
        return idle_ms() if self.unit == "ms" else idle_ms() // 1000


class Inhibitor(dbus.service.Object):
    def __init__(self, path, flags, app, reason):
        super().__init__(bus, path)
        self.path, self.flags, self.app, self.reason = path, flags, app, reason

    @dbus.service.method(INHIBITOR, in_signature="", out_signature="u")
    def GetFlags(self):
        return self.flags

    @dbus.service.method(INHIBITOR, in_signature="", out_signature="s")
    def GetAppId(self):
        return self.app

    @dbus.service.method(INHIBITOR, in_signature="", out_signature="s")
    def GetReason(self):
        return self.reason


class SessionManager(dbus.service.Object):
    def __init__(self):
        super().__init__(bus, "/org/gnome/SessionManager")
        self.inhibitors = []
        self.count = 0

    @dbus.service.method(MANAGER, in_signature="", out_signature="ao")
    def GetInhibitors(self):
        return dbus.Array([inhibitor.path for inhibitor in self.inhibitors], signature="o")

    @dbus.service.signal(MANAGER, signature="o")
    def InhibitorAdded(self, path):
        pass

    @dbus.service.signal(MANAGER, signature="o")
    def InhibitorRemoved(self, path):
        pass

    def add(self, flags, app, reason):
        self.count += 1
        path = f"/org/gnome/SessionManager/Inhibitor{self.count}"
        self.inhibitors.append(Inhibitor(path, dbus.UInt32(flags), app, reason))
        self.InhibitorAdded(path)

    def drop(self):
        inhibitor = self.inhibitors.pop()
        inhibitor.remove_from_connection()
        self.InhibitorRemoved(inhibitor.path)


class Player(dbus.service.Object):
    def __init__(self, connection, status):
        super().__init__(connection, "/org/mpris/MediaPlayer2")
        self.status = status

    @dbus.service.method(dbus.PROPERTIES_IFACE, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        return self.status

    @dbus.service.signal(dbus.PROPERTIES_IFACE, signature="sa{sv}as")
    def PropertiesChanged(self, interface, changed, invalidated):
        pass

    def play(self, status):
        self.status = status
        self.PropertiesChanged(PLAYER, {"PlaybackStatus": status}, [])


def start(what, *arguments):
    if what == "mutter":
        services[what], names[what] = IdleMonitor(), dbus.service.BusName(MUTTER, bus)
    elif what == "screensaver":
        services[what], names[what] = ScreenSaver(*arguments), dbus.service.BusName(SAVER, bus)
    elif what == "sessionmanager":
        services[what], names[what] = SessionManager(), dbus.service.BusName(MANAGER, bus)
    elif what == "player":
        name, status = arguments
        # Each player is a program of its own, with a connection of its own.
        connection = dbus.bus.BusConnection(sys.argv[1])
        services[name] = Player(connection, status)
        names[name] = dbus.service.BusName(f"org.mpris.MediaPlayer2.{name}", connection)


def stop(what):
    service = services.pop(what)
    if isinstance(service, Player):
        connection = service.connection
        service.remove_from_connection()
        del names[what]
        connection.close()
        return
    service.remove_from_connection()
    name = names.pop(what)
    bus.release_name(name.get_name())


def obey(line):
    global last_input
    command, *arguments = line.split()
    if command == "start":
        start(*arguments)
    elif command == "stop":
        stop(*arguments)
    elif command == "input":
        last_input = time.monotonic()
        if "mutter" in services:
            services["mutter"].input()
    elif command == "inhibit":
        services["sessionmanager"].add(int(arguments[0]), arguments[1], " ".join(arguments[2:]))
    elif command == "uninhibit":
        services["sessionmanager"].drop()
    elif command == "play":
        services[arguments[0]].play(arguments[1])


def read(source, condition):
    line = sys.stdin.readline()
    if not line:
        loop.quit()
        return False
    try:
        obey(line)
        print("ok", flush=True)
    except Exception as error:  # told to the test, which waits for ok
        print(f"failed: {error!r}", file=sys.stderr, flush=True)
    return True


GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, read)
print("ready", flush=True)
loop.run()
