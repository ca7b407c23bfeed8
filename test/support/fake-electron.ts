import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions } from 'electron';
import type { ElectronParts } from '../../src-main/hosts/electron/electron.js';

/** Contents of a window: events, and what was sent to the page. */
export class FakeContents extends EventEmitter {
  readonly sent: { channel: string; args: unknown[] }[] = [];
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  destroyed = false;
  send(channel: string, ...args: unknown[]): void {
    this.sent.push({ channel, args });
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
}

export interface WindowSettings {
  show?: boolean;
  webPreferences?: Record<string, unknown>;
}

export class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly calls: string[] = [];
  address: string | null = null;
  constructor(readonly settings: WindowSettings) {
    super();
  }
  loadURL(address: string): Promise<void> {
    this.address = address;
    return Promise.resolve();
  }
  show(): void {
    this.calls.push('show');
  }
  focus(): void {
    this.calls.push('focus');
  }
  restore(): void {
    this.calls.push('restore');
  }
  isMinimized(): boolean {
    return false;
  }
  destroy(): void {
    this.webContents.destroyed = true;
    this.webContents.emit('destroyed');
    this.emit('closed');
  }
}

export class FakeTray extends EventEmitter {
  readonly images: string[] = [];
  tooltip = '';
  menu: MenuItemConstructorOptions[] = [];
  destroyed = false;
  constructor(image: { path: string }) {
    super();
    this.images.push(image.path);
  }
  setImage(image: { path: string }): void {
    this.images.push(image.path);
  }
  setToolTip(text: string): void {
    this.tooltip = text;
  }
  setContextMenu(menu: MenuItemConstructorOptions[]): void {
    this.menu = menu;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

export class FakeNotification extends EventEmitter {
  shown = false;
  closed = false;
  constructor(readonly options: { title: string; body: string }) {
    super();
  }
  show(): void {
    this.shown = true;
  }
  close(): void {
    this.closed = true;
  }
}

type Handler = (event: unknown, ...args: unknown[]) => unknown;

/** Electron without Electron: remembers what it was asked for, and lets a test play the other side. */
export class FakeElectron {
  readonly windows: FakeWindow[] = [];
  readonly trays: FakeTray[] = [];
  readonly notifications: FakeNotification[] = [];
  readonly handlers = new Map<string, Handler>();
  readonly opened: string[] = [];
  readonly exits: number[] = [];
  readonly app = Object.assign(new EventEmitter(), { exit: (code: number) => void this.exits.push(code) });
  readonly powerMonitor = new EventEmitter();
  readonly nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: false });
  readonly permissions: {
    request?: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;
    check?: () => boolean;
    device?: () => boolean;
  } = {};
  readonly defaultSession = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (handler: NonNullable<typeof this.permissions.request>) => {
      this.permissions.request = handler;
    },
    setPermissionCheckHandler: (handler: () => boolean) => {
      this.permissions.check = handler;
    },
    setDevicePermissionHandler: (handler: () => boolean) => {
      this.permissions.device = handler;
    },
  });
  protocolHandler: ((request: { url: string }) => Promise<Response>) | null = null;
  notificationsSupported = true;

  /** What the host is given; the fake stands in for the few parts it uses. */
  parts(): ElectronParts {
    const parts = {
      app: this.app,
      BrowserWindow: classOf((settings: WindowSettings) => keep(this.windows, new FakeWindow(settings))),
      Tray: classOf((image: { path: string }) => keep(this.trays, new FakeTray(image))),
      Notification: Object.assign(
        classOf((options: { title: string; body: string }) =>
          keep(this.notifications, new FakeNotification(options)),
        ),
        { isSupported: () => this.notificationsSupported },
      ),
      Menu: { buildFromTemplate: (template: MenuItemConstructorOptions[]) => template },
      nativeImage: { createFromPath: (path: string) => ({ path, setTemplateImage: () => undefined }) },
      nativeTheme: this.nativeTheme,
      powerMonitor: this.powerMonitor,
      ipcMain: {
        handle: (channel: string, handler: Handler) => this.handlers.set(channel, handler),
        removeHandler: (channel: string) => this.handlers.delete(channel),
      },
      protocol: {
        handle: (_scheme: string, handler: (request: { url: string }) => Promise<Response>) => {
          this.protocolHandler = handler;
        },
        registerSchemesAsPrivileged: () => undefined,
      },
      session: { defaultSession: this.defaultSession },
      shell: { openExternal: (address: string) => Promise.resolve(void this.opened.push(address)) },
    };
    return parts as unknown as ElectronParts;
  }

  /** Invokes a channel as a page of this window at this address would. */
  async invoke(
    contents: FakeContents,
    channel: string,
    args: unknown[],
    frame: { url: string; parent: unknown } | null = { url: 'caretaker://panel/index.html', parent: null },
  ): Promise<unknown> {
    const handler = this.handlers.get(channel);
    if (handler === undefined) throw new Error(`nobody handles ${channel}`);
    return await handler({ sender: contents, senderFrame: frame }, ...args);
  }
}

function keep<T>(list: T[], item: T): T {
  list.push(item);
  return item;
}

/** A constructor that gives what `make` returns. */
function classOf<A, T extends object>(make: (argument: A) => T) {
  return function (argument: A): T {
    return make(argument);
  } as unknown as new (argument: A) => T;
}
