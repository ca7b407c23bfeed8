"""A notification daemon that prints what it is asked to show, one JSON object a line. Ends with its input."""

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
    @dbus.service.method("org.freedesktop.Notifications", in_signature="susssasa{sv}i", out_signature="u")
    def Notify(self, app, replaces, icon, summary, body, actions, hints, expires):
        shown = {
            "app": app,
            "summary": summary,
            "body": body,
            "urgency": int(hints["urgency"]),
            "byte": isinstance(hints["urgency"], dbus.Byte),
            "entry": hints["desktop-entry"],
        }
        print(json.dumps(shown), flush=True)
        return dbus.UInt32(1)


Notifications(bus, "/org/freedesktop/Notifications")
bus.request_name("org.freedesktop.Notifications")
threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
print("ready", flush=True)
loop.run()
