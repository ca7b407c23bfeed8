import type { DiagnosisCheck } from '../../src-shared/model/diagnosis.js';
import { checkRemedy, checkTitle } from '../../src-shared/wording/diagnosis.js';
import { wall } from '../core/time/stamp.js';
import { diagnose, type DiagnosisInput } from '../core/views/diagnosis-view.js';
import type { Store } from '../ports/store.js';
import type { Office } from './handlers/handler.js';

/** As long as spans are kept. */
const lookBackMs = 35 * 86_400_000;

/** The checklist with its English words; doors that speak another language say them by id and reason. */
export async function diagnosis({ parts, state, signals }: Office): Promise<DiagnosisCheck[]> {
  const facts = await parts.machineFacts.ask();
  const lastSleep = lastSleepOf(parts.store, parts.clock.now().wall);
  return diagnose(state(), { facts, signals: signals(), lastSleep }).map((finding) => ({
    ...finding,
    title: checkTitle(finding.id, 'en'),
    remedy: checkRemedy(finding.reason, 'en'),
  }));
}

/** The last time the machine went to sleep, and what it was powered by at that moment. */
function lastSleepOf(store: Store, now: number): DiagnosisInput['lastSleep'] {
  const spans = store.spansBetween(wall(now - lookBackMs), wall(now));
  const sleep = spans.findLast(({ signal, value }) => signal === 'system' && value === 'asleep');
  if (sleep === undefined) return null;
  const power = spans.findLast(
    ({ signal, from, to }) => signal === 'power' && from <= sleep.from && (to === null || to >= sleep.from),
  );
  return { at: sleep.from, power: power?.value ?? 'unknown' };
}
