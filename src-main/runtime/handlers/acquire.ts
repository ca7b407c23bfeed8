import type { Principal } from '../../../src-shared/contract/define.js';
import { refuse } from '../../../src-shared/failure/refusal.js';
import { serviceErrorReason } from '../../../src-shared/failure/service-errors.js';
import { win32Text } from '../../../src-shared/wording/win32.js';
import { isStopped, isUp } from '../../core/services/database.js';
import { Refused, type Office } from './handler.js';

/**
 * The client has its handle; it gets it when the service runs. Where the start fails, the hold is given back and the
 * client is told why.
 */
export function acquired(
  office: Office,
  key: string,
  handle: number,
  by: Principal,
): Promise<{ handle: number }> {
  const outcome = (): 'up' | 'failed' | null => {
    const service = office.state().services.live.get(key);
    if (service === undefined) return 'failed';
    if (isUp(service)) return 'up';
    return isStopped(service) && service.start === null && service.row.queued.length === 0 ? 'failed' : null;
  };
  return new Promise((resolve, reject) => {
    const settle = (): boolean => {
      const now = outcome();
      if (now === 'up') resolve({ handle });
      if (now === 'failed') reject(failure(office, key));
      return now !== null;
    };
    const finished = settle();
    if (finished) return;
    const end = office.onTurn(() => {
      if (settle()) end();
    });
  }).catch(async (cause: unknown) => {
    await office.change({ kind: 'service-release', handle }, by);
    throw cause;
  }) as Promise<{ handle: number }>;
}

function failure({ state }: Office, key: string): Refused {
  const row = state().services.live.get(key)?.row;
  const code = row?.status.win32ExitCode ?? 0;
  const words = code === 0 ? 'It stopped at once.' : win32Text(code, 'en');
  return new Refused(
    refuse(
      code === 0 ? 'service-not-active' : serviceErrorReason(code),
      `${row?.name ?? key} did not start. ${words}`,
    ),
  );
}
