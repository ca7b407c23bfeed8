import { EventEmitter } from 'node:events';

/** Electron's `powerMonitor` as far as the sensors know it, driven by the test. */
export class FakePowerMonitor extends EventEmitter {
  onBattery = false;
  locked = false;
  /** Every answer is an error, as after a lost connection to the system. */
  broken = false;
  #lastInputMs = performance.now();

  setBattery(onBattery: boolean): void {
    this.onBattery = onBattery;
    this.emit(onBattery ? 'on-battery' : 'on-ac');
  }

  setLocked(locked: boolean): void {
    this.locked = locked;
    this.emit(locked ? 'lock-screen' : 'unlock-screen');
  }

  touch(): void {
    this.#lastInputMs = performance.now();
  }

  isOnBatteryPower(): boolean {
    if (this.broken) throw new Error('the system does not answer');
    return this.onBattery;
  }

  /** Whole seconds, as Electron gives them. */
  getSystemIdleTime(): number {
    if (this.broken) throw new Error('the system does not answer');
    return Math.floor((performance.now() - this.#lastInputMs) / 1_000);
  }

  getSystemIdleState(): 'active' | 'idle' | 'locked' {
    return this.locked ? 'locked' : 'active';
  }

  /** Listeners of all events: what a sensor that has stopped must not leave behind. */
  get listening(): number {
    return this.eventNames().reduce((sum, name) => sum + this.listenerCount(name), 0);
  }
}
