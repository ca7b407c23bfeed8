/** Words of the panel's page Settings. */
export const panelSettings = {
  'page.settings': 'Settings',
  'settings.sentence': 'How Caretaker looks, speaks and keeps its records.',
  'settings.sub': 'When maintenance runs is set on its own page.',
  'settings.toMaintenance': 'Settings of Automatic Maintenance',
  'settings.appearance': 'Appearance and language',
  'settings.appearance.sub': 'kept in this browser',
  'settings.theme': 'Theme',
  'settings.language': 'Language',
  'settings.notices': 'Notices',
  'settings.notices.text':
    'A notice comes when a deadline is missed, a task fails or something needs you: once each, with what can be done. Nothing comes when all is well.',
  'settings.records': 'Records',
  'settings.records.text':
    'The task {task} drops old records each day. It can be run at any time, and changed like any other task.',
  'settings.records.keep': 'Drop what is older than',
  'settings.records.journal': 'Shrink the journal to',
  'settings.records.journal.value': '{size} MB',
  'settings.records.cleanUp': 'Clean up now',
  'settings.records.done':
    '{records, plural, one {# record dropped} other {# records dropped}}, {instances, plural, one {# run dropped} other {# runs dropped}}.',
  'settings.records.ask': 'Drop what is older than {period}?',
  'settings.records.ask.text': 'Records, runs and pictures from before then are gone for good.',
  'settings.host': 'This host',
  'settings.host.version': 'Version',
  'settings.host.kind': 'Kind',
  'settings.host.kind.electron': 'Application with window and tray',
  'settings.host.kind.headless': 'Headless host',
  'settings.host.since': 'Running',
  'settings.host.home': 'Home folder',
  'settings.host.panel': 'Address of the panel',
  'settings.host.pid': 'Process',
} as const;
