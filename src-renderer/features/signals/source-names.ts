const sourceNames: Record<string, string> = {
  upower: 'UPower',
  sysfs: 'sysfs',
  systeminformation: 'systeminformation',
  mutter: 'Mutter',
  screensaver: 'ScreenSaver',
  'x11-sync': 'X11 SYNC',
  logind: 'logind',
  tty: 'tty',
  mpris: 'MPRIS',
  udev: 'udev',
  proc: '/proc',
  'no-session': 'no session',
  'kernel-uevents': 'kernel events',
  'ip-monitor': 'ip monitor',
  'os-interfaces': 'interface list',
  netlink: 'netlink',
  'session-manager': 'SessionManager',
  networkmanager: 'NetworkManager',
};

/** The proper name of a source; one that is not known keeps its own word. */
export function sourceName(source: string): string {
  return sourceNames[source] ?? source;
}
