import type { MenuItemConstructorOptions } from 'electron';
import type { RequestIn, RequestName } from '../../../../src-shared/contract/table.js';
import type { MaintenanceStatus } from '../../../../src-shared/model/maintenance.js';
import { maintenanceSentence } from '../../../../src-shared/wording/index.js';
import type { Language } from '../../../../src-shared/wording/language.js';
import { say } from '../../../../src-shared/wording/message.js';

/** What the menu can do. Requests go to the desk as they would from the panel or the CLI. */
export interface MenuActions {
  request<N extends RequestName>(name: N, input: RequestIn<N>): void;
  open(): void;
  quit(): void;
}

export interface MenuMoment {
  /** null until the host has told its state. */
  status: MaintenanceStatus | null;
  /** Milliseconds since 1970. */
  now: number;
  zone: string;
  language: Language;
}

const separator: MenuItemConstructorOptions = { type: 'separator' };
const pauseHours = [2, 4, 6];

/**
 * The menu of the tray. Its first lines repeat the state as text, since some desktops show neither icon nor tooltip;
 * `Run` and `Stop` share a place.
 */
export function trayMenu(moment: MenuMoment, actions: MenuActions): MenuItemConstructorOptions[] {
  const { status, language } = moment;
  const always: MenuItemConstructorOptions[] = [
    { label: say(language, 'desktop.open'), click: () => actions.open() },
    separator,
    { label: say(language, 'desktop.quit'), click: () => actions.quit() },
  ];
  if (status === null) {
    return [{ label: say(language, 'desktop.connecting'), enabled: false }, separator, ...always];
  }
  return [
    ...stateLines(status, moment),
    separator,
    runOrStop(status, language, actions),
    ...pauseItems(status, language, actions),
    separator,
    ...always,
  ];
}

function stateLines(
  status: MaintenanceStatus,
  { now, zone, language }: MenuMoment,
): MenuItemConstructorOptions[] {
  const { sentence, sub } = maintenanceSentence(status, now, zone, language);
  return [sentence, ...(sub === null ? [] : [sub])].map((label) => ({ label: plain(label), enabled: false }));
}

/** An ampersand in a menu marks a shortcut key: doubled, it is itself. */
function plain(label: string): string {
  return label.replaceAll('&', '&&');
}

function runOrStop(
  status: MaintenanceStatus,
  language: Language,
  actions: MenuActions,
): MenuItemConstructorOptions {
  if (status.run !== null) {
    return { label: say(language, 'desktop.stop'), click: () => actions.request('maintenance.stop', {}) };
  }
  // On battery a run wants to be asked for by name: the label says it, so the click means it.
  const onBattery = status.gate.some(({ reason }) => reason === 'power');
  return {
    label: say(language, onBattery ? 'desktop.runOnBattery' : 'desktop.runNow'),
    enabled: status.enabled,
    click: () => actions.request('maintenance.start', { onBattery }),
  };
}

function pauseItems(
  status: MaintenanceStatus,
  language: Language,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const paused = status.paused !== null;
  const submenu: MenuItemConstructorOptions[] = [
    ...pauseHours.map((count) => ({
      label: say(language, 'desktop.pause.hours', { count }),
      click: () => actions.request('maintenance.pause', { for: `PT${count}H` }),
    })),
    {
      label: say(language, 'desktop.pause.untilTomorrow'),
      click: () => actions.request('maintenance.pause', { untilTomorrow: true }),
    },
  ];
  return [
    ...(paused
      ? [
          {
            label: say(language, 'desktop.continue'),
            click: () => actions.request('maintenance.unpause', {}),
          },
        ]
      : []),
    { label: say(language, paused ? 'desktop.pauseLonger' : 'desktop.pause'), submenu },
  ];
}
