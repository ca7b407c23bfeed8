/** The parts of the `x11` package that Caretaker uses; it carries no types of its own. */
declare module 'x11' {
  type Answer<T> = (error: Error | null | undefined, value: T) => void;

  export interface X11Event {
    name: string;
    /** Window of a core event. */
    wid?: number;
    wid1?: number;
    atom?: number;
    /** Alarm and counter of a SYNC AlarmNotify. */
    alarm?: number;
    counterValue?: number;
  }

  export interface SyncExtension {
    TestType: { PositiveTransition: number; NegativeTransition: number };
    ValueType: { Absolute: number };
    ListSystemCounters(answer: Answer<{ counter: number; name: string }[]>): void;
    QueryCounter(counter: number, answer: Answer<number>): void;
    CreateAlarm(id: number, values: AlarmValues): void;
    ChangeAlarm(id: number, values: Partial<AlarmValues>): void;
  }

  export interface AlarmValues {
    counter: number;
    valueType: number;
    value: number;
    testType: number;
    delta: number;
    events: boolean;
  }

  export interface X11Client {
    atoms: Record<string, number>;
    stream?: { destroy(): void };
    on(event: 'event', listener: (event: X11Event) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'end', listener: () => void): this;
    AllocID(): number;
    require(extension: 'sync', answer: Answer<SyncExtension>): void;
    terminate(): void;
    InternAtom(onlyIfExists: boolean, name: string, answer: Answer<number>): void;
    GetProperty(
      remove: 0 | 1,
      window: number,
      property: number,
      type: number,
      offset: number,
      length: number,
      answer: Answer<{ type: number; format: number; data: Buffer }>,
    ): void;
    ChangeWindowAttributes(window: number, values: { eventMask: number }, answer?: Answer<void>): void;
    /** For tests that put windows on a display. */
    CreateWindow(id: number, parent: number, x: number, y: number, width: number, height: number): void;
    MapWindow(id: number): void;
    DestroyWindow(id: number): void;
    ChangeProperty(
      mode: number,
      window: number,
      property: number,
      type: number,
      format: number,
      data: Buffer,
    ): void;
  }

  export interface X11Display {
    client: X11Client;
    screen: { root: number }[];
  }

  export function createClient(options: { display: string }, answer: Answer<X11Display>): X11Client;
  export const eventMask: { PropertyChange: number };
}
