import type { X11Event } from 'x11';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { X11Link } from '../x11/x11-connection.js';
import { X11Keeper } from '../x11/x11-keeper.js';
import type { BusySource } from './busy-source.js';

/** PropertyChange of the core protocol's event mask. */
const propertyChange = 0x400000;
/** AnyPropertyType. */
const anyType = 0;

interface Watching {
  link: X11Link;
  root: number;
  activeWindow: number;
  state: number;
  fullScreen: number;
}

/**
 * The window in front fills the screen: a film, slides, a game. By the properties that every window
 * manager keeps (EWMH), told by PropertyNotify. X11 only: Wayland tells no program of another's window.
 */
export class FullScreenSource implements BusySource {
  readonly name = 'x11-full-screen';
  readonly #keeper: X11Keeper;
  #report: (causes: string[] | null) => void = () => undefined;
  #watching: Watching | null = null;
  #window = 0;
  /** Rises with each look: the answers to an earlier one do not count. */
  #round = 0;

  constructor(options: { display: string; clock: Clock; log: Log }) {
    this.#keeper = new X11Keeper({
      ...options,
      up: (link) => this.#begin(link),
      event: (event) => this.#onEvent(event),
      down: () => {
        this.#watching = null;
        this.#round += 1;
        this.#report(null);
      },
    });
  }

  async start(report: (causes: string[] | null) => void): Promise<void> {
    this.#report = report;
    await this.#keeper.start();
  }

  stop(): Promise<void> {
    this.#report = () => undefined;
    this.#watching = null;
    this.#round += 1;
    this.#keeper.stop();
    return Promise.resolve();
  }

  async #begin(link: X11Link): Promise<void> {
    const { client, screen } = link.display;
    const root = screen[0]?.root;
    if (root === undefined) throw new Error('the X server has no screen');
    const atom = (name: string): Promise<number> =>
      link.ask<number>((answer) => client.InternAtom(false, name, answer));
    this.#watching = {
      link,
      root,
      activeWindow: await atom('_NET_ACTIVE_WINDOW'),
      state: await atom('_NET_WM_STATE'),
      fullScreen: await atom('_NET_WM_STATE_FULLSCREEN'),
    };
    this.#window = 0;
    client.ChangeWindowAttributes(root, { eventMask: propertyChange });
    await this.#look();
  }

  #onEvent(event: X11Event): void {
    const watching = this.#watching;
    if (watching === null || event.name !== 'PropertyNotify') return;
    const isOfRoot = event.wid === watching.root && event.atom === watching.activeWindow;
    const isOfWindow = event.wid === this.#window && event.atom === watching.state;
    // It fails only with the connection, which tells its end itself.
    if (isOfRoot || isOfWindow) this.#look().catch(() => undefined);
  }

  async #look(): Promise<void> {
    const watching = this.#watching;
    if (watching === null) return;
    const round = ++this.#round;
    const [window] = await numbersOf(watching.link, watching.root, watching.activeWindow);
    if (round !== this.#round) return;
    if (window === undefined || window === 0) {
      this.#window = 0;
      this.#report([]);
      return;
    }
    if (window !== this.#window) {
      this.#window = window;
      watching.link.display.client.ChangeWindowAttributes(window, { eventMask: propertyChange });
    }
    const states = await numbersOf(watching.link, window, watching.state);
    if (round === this.#round) this.#report(states.includes(watching.fullScreen) ? ['full screen'] : []);
  }
}

/** A property of 32-bit numbers; empty when it is not there, or its window is gone. */
async function numbersOf(link: X11Link, window: number, property: number): Promise<number[]> {
  try {
    const { client } = link.display;
    const value = await link.ask<{ format: number; data: Buffer }>((answer) => {
      client.GetProperty(0, window, property, anyType, 0, 64, answer);
    });
    if (value.format !== 32) return [];
    return Array.from({ length: Math.floor(value.data.length / 4) }, (_, index) =>
      value.data.readUInt32LE(index * 4),
    );
  } catch {
    return [];
  }
}
