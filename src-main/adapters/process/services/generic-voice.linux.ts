import { acceptBits, controlCodes } from '../../../../src-shared/model/service-constants.js';
import type { ServiceState, ServiceStatus } from '../../../../src-shared/model/service.js';
import type { ServiceControlMessage, ServiceProcessEvent } from '../../../core/services/process.js';
import type { Exit } from '../../../core/tasks/process.js';
import type { ReadinessWatch } from './readiness.linux.js';
import { answers, type Voice } from './voice.js';

/** A program that knows nothing of services is killed so long after it was asked to end (decisions section 3). */
const stopGraceMs = 20_000;
const startHintMs = 2_000;
const pauseHintMs = 5_000;
const accepted = acceptBits.stop | acceptBits.pauseContinue | acceptBits.shutdown;

/** What the generic host needs of its program. */
export interface GenericGrip {
  readonly process: string;
  readonly service: string;
  emit(event: ServiceProcessEvent): void;
  /** Begins to watch for readiness; null when the running process is all that is asked. */
  watch(): ReadinessWatch | null;
  freeze(still: () => void): void;
  thaw(): void;
  terminate(graceMs: number): void;
  mark(fact: 'ready' | 'stopping'): void;
}

/** What an earlier host had come to with it; null for a fresh one. */
export interface GenericPast {
  ready: boolean;
  stopping: boolean;
  frozen: boolean;
}

/**
 * The generic host (SCM-137, SCM-138): speaks as a service for a program that cannot. It lives in the host
 * rather than in a process of its own per service; what the program needs in order to run on without it is
 * the shell that waits for it.
 *
 *     launched ──► START_PENDING (readiness awaited) ──► RUNNING ⇄ PAUSED (frozen)
 *                            └──────────── STOP ──► STOP_PENDING (TERM, KILL) ──► STOPPED
 */
export class GenericVoice implements Voice {
  #state: ServiceState = 'STOPPED';
  #checkPoint = 0;
  #watch: ReadinessWatch | null = null;
  #stopAsked = false;

  constructor(
    private readonly grip: GenericGrip,
    private readonly past: GenericPast | null,
  ) {
    this.#stopAsked = past?.stopping ?? false;
  }

  launched(pid: number): void {
    this.grip.emit({ kind: 'connected', process: this.grip.process, pid });
    if (this.past === null) return;
    // Adopted: what an earlier host had begun goes on.
    if (this.#stopAsked) this.#stop();
    else if (!this.past.ready) this.#begin();
    else this.#report(this.past.frozen ? 'PAUSED' : 'RUNNING');
  }

  send(_service: string, request: number, message: ServiceControlMessage): void {
    if (message.kind === 'start') {
      this.#answer(request, answers.done);
      // The state comes from the world: asked again after an adoption it is what it is.
      if (this.#state === 'STOPPED') this.#begin();
      else this.#report(this.#state);
      return;
    }
    this.#answer(request, this.#control(message.code));
  }

  dismiss(): boolean {
    return false;
  }

  ended(exit: Exit): void {
    this.#watch?.end();
    // Ended by itself and well, or because it was asked to: not a failure. Anything else is the core's to judge.
    const well = exit.kind === 'code' && exit.code === 0;
    if (this.#stopAsked || well) this.#report('STOPPED');
  }

  close(): void {
    this.#watch?.end();
  }

  #begin(): void {
    this.#watch = this.grip.watch();
    if (this.#watch === null) return this.#ready();
    this.#report('START_PENDING', startHintMs);
    this.#watch.begin({
      ready: () => this.#ready(),
      // It lives, and it is still asked: slow, not hung.
      waiting: () => this.#report('START_PENDING', startHintMs),
    });
  }

  #ready(): void {
    this.#watch = null;
    if (this.#stopAsked) return;
    this.grip.mark('ready');
    this.#report('RUNNING');
  }

  /** Carries a control out; the code of the answer. Its report follows the answer. */
  #control(code: number): number {
    switch (code) {
      case controlCodes.stop:
      case controlCodes.shutdown:
        queueMicrotask(() => this.#stop());
        return answers.done;
      case controlCodes.pause:
        queueMicrotask(() => this.#pause());
        return answers.done;
      case controlCodes.continue:
        queueMicrotask(() => this.#continue());
        return answers.done;
      case controlCodes.interrogate:
        queueMicrotask(() => this.#report(this.#state));
        return answers.done;
      default:
        return answers.invalidControl;
    }
  }

  #stop(): void {
    this.#watch?.end();
    this.#stopAsked = true;
    this.grip.mark('stopping');
    this.#report('STOP_PENDING', stopGraceMs);
    this.grip.terminate(stopGraceMs);
  }

  #pause(): void {
    if (this.#stopAsked) return;
    this.#report('PAUSE_PENDING', pauseHintMs);
    this.grip.freeze(() => {
      if (!this.#stopAsked && this.#state === 'PAUSE_PENDING') this.#report('PAUSED');
    });
  }

  #continue(): void {
    if (this.#stopAsked) return;
    this.grip.thaw();
    this.#report('RUNNING');
  }

  #answer(request: number, code: number): void {
    const { process, service } = this.grip;
    this.grip.emit({ kind: 'answered', process, service, request, code });
  }

  #report(state: ServiceState, waitHint = 0): void {
    const pending = state.endsWith('_PENDING');
    this.#checkPoint = pending && state === this.#state ? this.#checkPoint + 1 : pending ? 1 : 0;
    this.#state = state;
    const status: ServiceStatus = {
      state,
      checkPoint: this.#checkPoint,
      waitHint: pending ? waitHint : 0,
      accepts: state === 'STOPPED' || state === 'STOP_PENDING' ? 0 : accepted,
      win32ExitCode: 0,
      serviceSpecificExitCode: 0,
    };
    const { process, service } = this.grip;
    this.grip.emit({ kind: 'status', process, service, status });
  }
}
