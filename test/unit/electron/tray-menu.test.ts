import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { silhouetteOf, trayFile, traySilhouettes } from '../../../src-main/hosts/electron/tray/icon.js';
import { chooseTrayStyle } from '../../../src-main/hosts/electron/tray/choose.js';
import { trayMenu } from '../../../src-main/hosts/electron/tray/menu.js';
import { maintenanceSentence } from '../../../src-shared/wording/index.js';
import type { MaintenanceStatus } from '../../../src-shared/model/maintenance.js';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { maintenanceStatus } from '../../support/maintenance-status.js';

const now = Date.parse('2026-03-02T12:00:00Z');
const zone = 'Europe/Berlin';

function menu(status: MaintenanceStatus | null) {
  const asked: { name: string; input: unknown }[] = [];
  let opened = 0;
  let quit = 0;
  const items = trayMenu(
    { status, now, zone, language: 'en' },
    {
      request: (name, input) => void asked.push({ name, input }),
      open: () => (opened += 1),
      quit: () => (quit += 1),
    },
  );
  const labels = (list: MenuItemConstructorOptions[]) => list.map(({ label, type }) => label ?? type);
  const click = (label: string, list: MenuItemConstructorOptions[] = items) => {
    const item = list.find((entry) => entry.label === label);
    if (item?.click === undefined) throw new Error(`no ${label} among ${labels(list).join(', ')}`);
    (item.click as () => void)();
  };
  const pause = () =>
    items.find(({ submenu }) => submenu !== undefined)?.submenu as MenuItemConstructorOptions[];
  return { items, asked, click, pause, labels: labels(items), counts: () => ({ opened, quit }) };
}

const run: MaintenanceStatus['run'] = {
  kind: 'manual',
  emergency: false,
  since: '2026-03-02T11:55:00Z',
  tasks: [{ task: '\\Backup\\Home', state: 'running', instance: null, reason: null, progress: null }],
};

describe('tray menu', () => {
  it('opens with the state in the same words as the panel and the CLI', () => {
    const status = maintenanceStatus();
    const first = menu(status).items[0];
    expect(first?.label).toBe(maintenanceSentence(status, now, zone, 'en').sentence);
    expect(first?.enabled).toBe(false);
  });

  it('UI-09 runs maintenance now', () => {
    const { click, asked } = menu(maintenanceStatus());
    click('Run maintenance now');
    expect(asked).toEqual([{ name: 'maintenance.start', input: { onBattery: false } }]);
  });

  it('says that a run would be on battery, and asks for that', () => {
    const { click, asked, labels } = menu(maintenanceStatus({ gate: [{ reason: 'power', since: null }] }));
    expect(labels).not.toContain('Run maintenance now');
    click('Run maintenance now, on battery');
    expect(asked).toEqual([{ name: 'maintenance.start', input: { onBattery: true } }]);
  });

  it('UI-10 stops a running maintenance, in the place of the run', () => {
    const { click, asked, labels } = menu(maintenanceStatus({ state: 'running', run }));
    expect(labels).not.toContain('Run maintenance now');
    click('Stop maintenance');
    expect(asked).toEqual([{ name: 'maintenance.stop', input: {} }]);
  });

  it('CT-14 pauses for 2, 4 or 6 hours or until tomorrow', () => {
    const { pause, click, asked } = menu(maintenanceStatus());
    for (const { label } of pause()) click(label ?? '', pause());
    expect(asked.map(({ input }) => input)).toEqual([
      { for: 'PT2H' },
      { for: 'PT4H' },
      { for: 'PT6H' },
      { untilTomorrow: true },
    ]);
  });

  it('CT-14 shows the end of a pause and can end it', () => {
    const paused = { by: 'user', until: '2026-03-02T14:00:00Z' };
    const { click, asked, items, labels } = menu(maintenanceStatus({ state: 'paused', paused }));
    expect(items[0]?.label).toContain('15:00');
    expect(labels).toContain('Pause longer');
    click('Continue now');
    expect(asked).toEqual([{ name: 'maintenance.unpause', input: {} }]);
  });

  it('opens and quits while the host has not answered', () => {
    const { click, counts } = menu(null);
    click('Open Caretaker');
    click('Quit');
    expect(counts()).toEqual({ opened: 1, quit: 1 });
  });

  it('shows an ampersand in a task name as itself', () => {
    const due: MaintenanceStatus['due'] = [
      { task: '\\Cut & Copy', since: '2026-03-01T00:00:00Z', deadline: null, overdue: false, waiting: [] },
    ];
    const text = menu(maintenanceStatus({ due })).labels.join('\n');
    expect(text).toContain('Cut && Copy');
  });
});

describe('tray icon', () => {
  const status = (change: Partial<MaintenanceStatus>) => maintenanceStatus(change);
  const overdue = { task: '\\A', since: '', deadline: '', overdue: true, waiting: [] };
  it.each([
    ['away', null],
    ['waiting', status({})],
    ['running', status({ state: 'running', run })],
    ['suspended', status({ state: 'suspended', run })],
    ['paused', status({ state: 'paused' })],
    ['paused', status({ state: 'off' })],
    ['attention', status({ due: [overdue] })],
  ] as const)('is the %s lamp', (silhouette, shown) => {
    expect(silhouetteOf(shown)).toBe(silhouette);
  });

  it('has a drawing for every silhouette, colour and size', () => {
    const folder = fileURLToPath(new URL('../../../src-main/hosts/electron/icons/', import.meta.url));
    for (const silhouette of traySilhouettes) {
      for (const style of [
        chooseTrayStyle('darwin'),
        chooseTrayStyle('win32'),
        chooseTrayStyle('linux', 'GNOME'),
      ]) {
        for (const dark of [true, false]) {
          const file = trayFile(silhouette, style, dark);
          expect(existsSync(folder + file), file).toBe(true);
          expect(existsSync(folder + file.replace('.png', '@2x.png')), file).toBe(true);
        }
      }
    }
  });

  it('is light on the dark bar of GNOME, a black template on macOS', () => {
    expect(trayFile('running', chooseTrayStyle('linux', 'ubuntu:GNOME'), false)).toContain('-light-22');
    expect(trayFile('running', chooseTrayStyle('linux', 'KDE'), false)).toContain('-dark-22');
    expect(trayFile('running', chooseTrayStyle('darwin'), true)).toContain('-dark-16');
  });
});
