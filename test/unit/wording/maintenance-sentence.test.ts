import { describe, expect, it } from 'vitest';
import { stopAuthors } from '../../../src-shared/model/instance.js';
import { waitReasons, type MaintenanceStatus } from '../../../src-shared/model/maintenance.js';
import { languages, maintenanceSentence, trayText } from '../../../src-shared/wording/index.js';
import { stopAuthorText, waitReasonText } from '../../../src-shared/wording/reasons.js';

const zone = 'Europe/Berlin';
const now = Date.parse('2026-11-20T13:32:00Z');
const quiet: MaintenanceStatus = {
  enabled: true,
  state: 'waiting',
  run: null,
  lastRun: null,
  nextWindow: { opens: '2026-11-21T02:00:00Z', closes: '2026-11-21T03:00:00Z' },
  due: [],
  paused: null,
  plan: null,
  origins: {},
  policy: {},
  settings: {},
  gate: [],
  suspendedBy: null,
};
const due = (task: string, more: Partial<MaintenanceStatus['due'][number]> = {}) => ({
  task,
  since: '2026-11-20T11:20:00Z',
  deadline: null,
  overdue: false,
  waiting: [],
  ...more,
});
const run = (kind: 'idle' | 'regular' | 'manual', emergency = false): MaintenanceStatus['run'] => ({
  kind,
  emergency,
  since: '2026-11-20T13:26:00Z',
  tasks: [
    { task: '\\Backup\\Home', state: 'running', instance: null, reason: null, progress: null },
    { task: '\\Media\\PhotoIndex', state: 'waiting', instance: null, reason: 'exclusive', progress: null },
  ],
});
const tell = (change: Partial<MaintenanceStatus>, language: 'en' | 'el' = 'en') =>
  maintenanceSentence({ ...quiet, ...change }, now, zone, language);

describe('the sentence of state', () => {
  it('all done', () => {
    expect(tell({}).sentence).toBe('Nothing is due. Next window tonight 03:00.');
    expect(tell({}, 'el').sentence).toBe('Δεν εκκρεμεί τίποτα. Επόμενο παράθυρο απόψε στις 03:00.');
    expect(tell({ nextWindow: null }).sentence).toBe('Nothing is due.');
    const open = { opens: '2026-11-20T13:00:00Z', closes: '2026-11-20T14:00:00Z' };
    expect(tell({ nextWindow: open }).sentence).toBe('Nothing is due. The window is open until 15:00.');
  });

  it('running by hand, by idleness, by the window', () => {
    const manual = tell({ state: 'running', run: run('manual') });
    expect(manual.sentence).toBe('Maintenance is running because you asked for it.');
    expect(manual.sub).toBe('Home is at work. Keep working: this run does not stop when you type.');
    expect(tell({ state: 'running', run: run('idle') }, 'el').sentence).toBe(
      'Λείπετε, οπότε εκτελείται η συντήρηση.',
    );
    expect(tell({ state: 'running', run: run('regular', true) }).sub).toContain('past its deadline');
  });

  it('suspended: you came back', () => {
    const state = { state: 'suspended', run: run('idle'), suspendedBy: 'presence' } as const;
    expect(tell(state).sentence).toBe('Suspended: you came back. It goes on when you leave.');
    expect(tell(state, 'el').sentence).toBe('Σε αναστολή: επιστρέψατε. Θα συνεχίσει όταν φύγετε.');
  });

  it.each(stopAuthors)('suspended by %s has a sentence', (author) => {
    for (const language of languages) {
      expect(tell({ state: 'suspended', suspendedBy: author }, language).sentence).toMatch(/\.$/);
      expect(stopAuthorText(author, language)).not.toBe('');
    }
  });

  it('waiting for AC power since a time', () => {
    const gate = [{ reason: 'power', since: '2026-11-20T09:20:00Z' } as const];
    expect(tell({ due: [due('\\A')], gate }).sentence).toBe('Waiting for AC power since 10:20.');
    expect(tell({ due: [due('\\A')], gate }, 'el').sentence).toBe('Αναμονή για ρεύμα δικτύου από τις 10:20.');
  });

  it.each(waitReasons)('waiting for %s has a sentence', (reason) => {
    for (const language of languages) {
      const state = tell({ due: [due('\\A'), due('\\B')], gate: [{ reason, since: null }] }, language);
      expect(state.sentence).toMatch(/\.$/);
      expect(state.sub).not.toBeNull();
      expect(waitReasonText(reason, language)).not.toBe('');
    }
  });

  it('unknown power is never AC', () => {
    const gate = [{ reason: 'power-unknown', since: null } as const];
    expect(tell({ due: [due('\\A')], gate }).sentence).toBe(
      'Power is unknown. Unknown is never AC, so nothing starts.',
    );
  });

  it('paused until a time', () => {
    const paused = { by: 'ana', until: '2026-11-20T17:32:00Z' };
    expect(tell({ state: 'paused', paused }).sentence).toBe('Paused by you until 18:32.');
    expect(tell({ state: 'paused', paused }, 'el').sentence).toBe('Σε παύση από εσάς έως τις 18:32.');
  });

  it('overdue goes before everything that waits', () => {
    const late = due('\\Backup\\Mail', {
      overdue: true,
      deadline: '2026-11-19T02:20:00Z',
      waiting: ['network'],
    });
    const told = tell({ due: [late, { ...late, task: '\\B' }] });
    expect(told.sentence).toBe('Mail missed its deadline yesterday at 03:20.');
    expect(told.sub).toBe('It waits: its network is not connected. 1 more task is past its deadline.');
  });

  it('says how the last run ended when nothing is due', () => {
    const lastRun = {
      kind: 'idle',
      started: '2026-11-20T11:00:00Z',
      ended: '2026-11-20T11:36:00Z',
      completed: 3,
      failed: 1,
      suspended: 0,
    } as const;
    expect(tell({ lastRun }).sub).toBe('The last run ended today at 12:36: 3 tasks done, 1 failed.');
  });

  it('is the tray’s first line too', () => {
    expect(trayText(quiet, now, zone, 'en')).toBe(tell({}).sentence);
    expect(tell({ state: 'off', enabled: false }).sentence).toBe('Automatic maintenance is off.');
  });
});
