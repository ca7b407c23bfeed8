import type { Principal } from '../../src-shared/contract/define.js';
import { requestDefinition, type RequestName } from '../../src-shared/contract/table.js';
import { refuse } from '../../src-shared/failure/refusal.js';
import type { Answer, Desk } from '../ports/desk.js';
import type { Bulletin } from './bulletin.js';
import { Refused, type Office } from './handlers/handler.js';
import { historyHandlers } from './handlers/history.js';
import { hostHandlers } from './handlers/host.js';
import { maintenanceHandlers } from './handlers/maintenance.js';
import { noticeHandlers } from './handlers/notices.js';
import { serviceHandlers } from './handlers/services.js';
import { signalHandlers } from './handlers/signals.js';
import { taskHandlers } from './handlers/tasks.js';
import { narrowed, narrowedEvent, requestRefusal } from './rights/check.js';

type Handler = (input: unknown, by: Principal) => unknown;

/** The one place where requests are parsed, checked and answered, whatever door they came through. */
export function createDesk(office: Office, bulletin: Bulletin): Desk {
  const handlers: Record<RequestName, unknown> = {
    ...hostHandlers(office),
    ...maintenanceHandlers(office),
    ...noticeHandlers(office),
    ...taskHandlers(office),
    ...serviceHandlers(office),
    ...historyHandlers(office),
    ...signalHandlers(office),
  };
  return {
    subscribe: (event, by, listener) =>
      bulletin.subscribe(event, (payload) => {
        const shown = narrowedEvent(office.state(), by, event, payload);
        if (shown !== null) listener(shown);
      }),
    call: async (name, input, by): Promise<Answer> => {
      const definition = requestDefinition(name);
      if (definition === undefined) return refusal('unknown-request', `There is no request ${name}.`);
      const parsed = definition.in.safeParse(input);
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        const place = issue === undefined || issue.path.length === 0 ? '' : ` ${issue.path.join('.')}:`;
        return refusal('bad-input', `${name}:${place} ${issue?.message ?? 'the input is not valid'}`);
      }
      const denied = requestRefusal(office.state(), by, name as RequestName, parsed.data);
      if (denied !== null) return { kind: 'refusal', refusal: denied };
      try {
        const handler = handlers[name as RequestName] as Handler;
        const out = await handler(parsed.data, by);
        return { kind: 'out', out: narrowed(office.state(), by, name as RequestName, out) };
      } catch (cause) {
        if (cause instanceof Refused) return { kind: 'refusal', refusal: cause.refusal };
        office.parts.log.error(`request ${name} failed`, {
          cause: String(cause),
          stack: (cause as Error).stack,
        });
        return refusal(
          'store-failing',
          `${name} failed inside Caretaker; see the host log. Nothing was changed.`,
        );
      }
    },
  };
}

function refusal(...args: Parameters<typeof refuse>): Answer {
  return { kind: 'refusal', refusal: refuse(...args) };
}
