import type { Principal, Right } from '../../src-shared/contract/define.js';
import { requestDefinition, type RequestName } from '../../src-shared/contract/table.js';
import { refuse } from '../../src-shared/failure/refusal.js';
import type { Answer, Desk } from '../ports/desk.js';
import type { Bulletin } from './bulletin.js';
import { Refused, type Office } from './handlers/handler.js';
import { historyHandlers } from './handlers/history.js';
import { hostHandlers } from './handlers/host.js';
import { maintenanceHandlers } from './handlers/maintenance.js';
import { serviceHandlers } from './handlers/services.js';
import { signalHandlers } from './handlers/signals.js';
import { taskHandlers } from './handlers/tasks.js';

type Handler = (input: unknown, by: Principal) => unknown;

/** Who may do what, until services bring descriptors of their own: administrators all, everybody else only look. */
function mayDo(by: Principal, right: Right): boolean {
  return by.kind === 'administrator' || right === 'read';
}

/** The one place where requests are parsed, checked and answered, whatever door they came through. */
export function createDesk(office: Office, bulletin: Bulletin): Desk {
  const handlers: Record<RequestName, unknown> = {
    ...hostHandlers(office),
    ...maintenanceHandlers(office),
    ...taskHandlers(office),
    ...serviceHandlers(office),
    ...historyHandlers(office),
    ...signalHandlers(office),
  };
  return {
    subscribe: (event, _by, listener) => bulletin.subscribe(event, listener),
    call: async (name, input, by): Promise<Answer> => {
      const definition = requestDefinition(name);
      if (definition === undefined) return refusal('unknown-request', `There is no request ${name}.`);
      if (!mayDo(by, definition.right)) return refusal('access-denied', `${by.name} may not use ${name}.`);
      const parsed = definition.in.safeParse(input);
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        const place = issue === undefined || issue.path.length === 0 ? '' : ` ${issue.path.join('.')}:`;
        return refusal('bad-input', `${name}:${place} ${issue?.message ?? 'the input is not valid'}`);
      }
      try {
        const handler = handlers[name as RequestName] as Handler;
        return { kind: 'out', out: await handler(parsed.data, by) };
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
