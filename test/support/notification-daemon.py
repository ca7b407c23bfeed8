"""A notification daemon: prints what it is asked to show, one JSON object a line; presses buttons as its input says."""

import json
import sys
import threading

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

DBusGMainLoop(set_as_default=True)
bus = dbus.bus.BusConnection(sys.argv[1])
loop = GLib.MainLoop()


class Notifications(dbus.service.Object):
    last = 0

    @dbus.service.method("org.freedesktop.Notifications", in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, app, replaces, icon, summary, body, actions, hints, expires):
        shown = {
            "app": app,
            "summary": summary,
            "body": body,
            "urgency": int(hints["urgency"]),
            "byte": isinstance(hints["urgency"], dbus.Byte),
            "entry": hints["desktop-entry"],
            "actions": [str(word) for word in actions],
            "id": self.last + 1,
        }
        print(json.dumps(shown), flush=True)
        self.last += 1
        return dbus.UInt32(self.last)

    @dbus.service.signal("org.freedesktop.Notifications", signature="us")
    def ActionInvoked(self, number, word):
        pass

    @dbus.service.signal("org.freedesktop.Notifications", signature="uu")
    def NotificationClosed(self, number, reason):
        pass


daemon = Notifications(bus, "/org/freedesktop/Notifications")
bus.request_name("org.freedesktop.Notifications")


def obey(line):
    # "press NUMBER WORD" or "close NUMBER", as a person would.
    what, number, *rest = line.split()
    if what == "press":
        daemon.ActionInvoked(int(number), rest[0])
    daemon.NotificationClosed(int(number), 2)


def read():
    for line in sys.stdin:
        GLib.idle_add(obey, line)
    loop.quit()


threading.Thread(target=read, daemon=True).start()
print("ready", flush=True)
loop.run()
