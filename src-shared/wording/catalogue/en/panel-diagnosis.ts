/** Words of the panel's page Diagnosis; the checks themselves stand in diagnosis.ts. */
export const panelDiagnosis = {
  'page.diagnosis': 'Diagnosis',
  'diagnosis.fine': 'Nothing stands in the way of maintenance.',
  'diagnosis.problems':
    '{count, plural, one {# thing stands in the way of maintenance or of waking.} other {# things stand in the way of maintenance or of waking.}}',
  'diagnosis.sub': '{count, plural, one {# check} other {# checks}}, looked at {ago}.',
  'diagnosis.again': 'Look again',
  'diagnosis.running': 'Running',
  'diagnosis.waking': 'Waking the computer',
  'diagnosis.how': 'found in {how}',
  'diagnosis.share': '{some} of {all}',
  'diagnosis.starved':
    '{count, plural, =0 {none is kept waiting too long} one {# is kept waiting too long} other {# are kept waiting too long}}',
  'how.setting enabled': 'the settings',
  'how.setting wake': 'the settings',
  'how.schedules': 'the schedules of the tasks',
  'how.history of sleep and power': 'the history of sleep and power',
  'value.no sleep seen': 'no sleep seen yet',
  'value.not told': 'not told',
  'act.diagnose': 'Look for what stands in the way',
} as const;
