import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Principal } from '../../../src-shared/contract/define.js';
import type { RequestIn, RequestName } from '../../../src-shared/contract/table.js';
import type { MaintenanceStatus } from '../../../src-shared/model/maintenance.js';
import type { Language } from '../../../src-shared/wording/language.js';
import { say } from '../../../src-shared/wording/message.js';
import { ElectronNotifier } from '../../adapters/notify/notifier.electron.js';
import type { Desk } from '../../ports/desk.js';
import type { Log } from '../../ports/log.js';
import type { Notifier } from '../../ports/notifier.js';
import type { ElectronParts } from './electron.js';
import { denyPermissions, guardContents } from './guards.js';
import { openIpc } from './ipc.js';
import { handleScheme } from './protocol.js';
import { watchSessionEnd } from './session-end/choose.js';
import { chooseTrayStyle } from './tray/choose.js';
import { TrayIcon } from './tray/tray.js';
import { PanelWindow } from './windows/panel-window.js';

/** A desk with its end: the runtime of this process, or a connection to a host that ran before. */
export interface OpenDesk {
  desk: Desk;
  owner: Principal;
  close(): Promise<void>;
  /** Settles when a host in another process is gone; never for our own. */
  gone: Promise<void> | null;
}

export interface ApplicationOptions {
  electron: ElectronParts;
  log: Log;
  openDesk: (notifier: Notifier) => Promise<OpenDesk>;
  /** Folders of the built panel and the icons, and the file of the preload. */
  panel: string;
  icons: string;
  preload: string;
  /** A folder of this application's own, for what it remembers of itself. */
  own: string;
  language: Language;
  /** Started with the session: no window until somebody asks. */
  hidden: boolean;
}

/**
 * The application: guards, desk, IPC, tray, window, in this order; their ends in the opposite one. The engine is the
 * desk's affair: it goes on while no window is open.
 */
export class Application {
  private readonly window: PanelWindow;
  private readonly notices: Notifier;
  private readonly ends: (() => void | Promise<void>)[] = [];
  private stopping: Promise<void> | null = null;
  private refusals = 0;

  constructor(private readonly options: ApplicationOptions) {
    const { electron, icons, preload, log } = options;
    const icon = join(icons, 'icon.png');
    this.notices = new ElectronNotifier(electron.Notification, log, () => this.show());
    this.window = new PanelWindow(electron, { preload, icon, onClosed: () => this.tellThatItGoesOn() });
  }

  /**
   * Starts everything. Call once, after Electron is ready.
   *
   * @throws what opening the desk throws; nothing is left running then
   */
  async start(): Promise<void> {
    const { electron, panel, hidden } = this.options;
    denyPermissions(electron.session.defaultSession);
    guardContents(electron.app, (address) => void electron.shell.openExternal(address));
    handleScheme(electron, panel);
    const open = await this.options.openDesk(this.notices);
    this.ends.push(() => open.close());
    void open.gone?.then(() => this.quit());
    this.ends.push(openIpc(electron, open.desk, open.owner, (contents) => this.window.owns(contents)));
    await this.startTray(open);
    this.ends.push(watchSessionEnd(electron, () => this.quit()));
    if (!hidden) this.show();
  }

  /** Opens the window, or brings it to the front: tray, second start, notices. */
  show(): void {
    if (this.stopping === null) this.window.show();
  }

  /** Ends everything in order, then the process. Called again it waits for the same end. */
  quit(): void {
    void this.stop().finally(() => this.options.electron.app.exit(0));
  }

  /** Ends everything in order; a step that fails does not keep the others from ending. */
  stop(): Promise<void> {
    // A turn later: whoever is told of a closing window must see already that this is the end.
    this.stopping ??= Promise.resolve().then(() => this.end());
    return this.stopping;
  }

  private async end(): Promise<void> {
    this.window.close();
    for (const end of this.ends.splice(0).reverse()) {
      try {
        await end();
      } catch (error) {
        this.options.log.error('a part of the application did not end', { cause: String(error) });
      }
    }
    await this.notices.close();
  }

  private async startTray({ desk, owner }: OpenDesk): Promise<void> {
    const { electron, icons, language } = this.options;
    const tray = new TrayIcon(electron, {
      icons,
      style: chooseTrayStyle(),
      language,
      now: () => Date.now(),
      zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
      actions: {
        request: (name, input) => void this.ask(desk, owner, name, input),
        open: () => this.show(),
        quit: () => this.quit(),
      },
    });
    this.ends.push(() => tray.close());
    const show = (status: unknown): void => tray.show(status as MaintenanceStatus);
    this.ends.push(desk.subscribe('maintenance.changed', owner, show));
    const answer = await desk.call('maintenance.status', {}, owner);
    if (answer.kind === 'out') show(answer.out);
  }

  /** A request from the tray's menu; a refusal is told, since a menu has nowhere to show it. */
  private async ask<N extends RequestName>(
    desk: Desk,
    owner: Principal,
    name: N,
    input: RequestIn<N>,
  ): Promise<void> {
    const answer = await desk.call(name, input, owner);
    if (answer.kind === 'out') return;
    // A key is shown once; each click wants its own answer.
    this.refusals += 1;
    const key = `refused:${this.refusals}`;
    const title = say(this.options.language, 'desktop.refused.title');
    this.notices.notify({ key, title, body: answer.refusal.message, urgency: 'normal' });
  }

  /** Once per home: on desktops without a tray the closed window would look like the end of Caretaker. */
  private tellThatItGoesOn(): void {
    if (this.stopping !== null) return;
    const { own, language } = this.options;
    const told = join(own, 'told-that-it-goes-on');
    if (existsSync(told)) return;
    const title = say(language, 'desktop.goesOn.title');
    const body = say(language, 'desktop.goesOn.body');
    this.notices.notify({ key: 'goes-on', title, body, urgency: 'normal' });
    mkdirSync(own, { recursive: true });
    writeFileSync(told, '');
  }
}
