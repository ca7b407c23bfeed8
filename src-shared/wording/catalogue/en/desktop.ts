/** Words of the tray, its menu and the application's own notices. */
export const desktop = {
  'desktop.runNow': 'Run maintenance now',
  'desktop.runOnBattery': 'Run maintenance now, on battery',
  'desktop.stop': 'Stop maintenance',
  'desktop.pause': 'Pause',
  'desktop.pauseLonger': 'Pause longer',
  'desktop.pause.hours': 'For {count, plural, one {# hour} other {# hours}}',
  'desktop.pause.untilTomorrow': 'Until tomorrow',
  'desktop.continue': 'Continue now',
  'desktop.open': 'Open Caretaker',
  'desktop.quit': 'Quit',
  'desktop.connecting': 'Caretaker is starting.',
  'desktop.goesOn.title': 'Caretaker goes on in the background',
  'desktop.goesOn.body':
    'Its icon is in the tray. Where no tray is shown, start Caretaker again to open this window.',
  'desktop.refused.title': 'That was not done',
  'desktop.failed.title': 'Caretaker could not start',
} as const;
