import { Document, visit } from 'yaml';
import { emptyRegistrationInfo, type Action, type TaskDefinition } from '../../../src-shared/model/task.js';
import { manifestSettings } from './read-settings.js';
import { manifestVersion } from './read-task.js';

/**
 * Definitions as a manifest (`caretaker task export --format yaml`): only what differs from what a manifest
 * implies is written. Reading it back gives the same definitions.
 */
export function writeManifest(tasks: readonly TaskDefinition[]): string {
  const document = new Document({ tasks: tasks.map(manifestTask) }, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'string' && needsQuotes.test(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 110 });
}

/** Spaces at an edge or before a line end, and anything not plainly printable: only quotes keep them. */
const needsQuotes = /^\s|\s$|[ \t]\n|\n[ \t]|[^\n\u0020-\u007e\u00a1-\u1fff\u3000-\ud7ff]/;

/** One task as a plain value of the manifest. */
export function manifestTask(task: TaskDefinition): Record<string, unknown> {
  const { version, registrationInfo, triggers, principal, settings, maintenance, actions } = task;
  const info = differing({ ...registrationInfo, uri: null }, emptyRegistrationInfo);
  const changed = differing(settings, manifestSettings);
  return {
    path: task.path,
    ...(version === manifestVersion ? {} : { version }),
    ...(isEmpty(info) ? {} : { registrationInfo: info }),
    ...manifestActions(actions),
    ...(task.actionsContext === null ? {} : { actionsContext: task.actionsContext }),
    ...(maintenance === null ? {} : { maintenance }),
    triggers: triggers.map((trigger) => withoutNulls({ ...trigger })),
    ...(principal === null ? {} : { principal: withoutNulls(principal) }),
    ...(isEmpty(changed) ? {} : { settings: changed }),
    ...(task.data === null ? {} : { data: task.data }),
    ...(task.keptXml.length === 0 ? {} : { keptXml: task.keptXml }),
  };
}

function manifestActions(actions: readonly Action[]): Record<string, unknown> {
  const [only] = actions;
  if (actions.length === 1 && only?.kind === 'exec') return { exec: manifestAction(only) };
  return { actions: actions.map((action) => ({ [action.kind]: manifestAction(action) })) };
}

function manifestAction(action: Action): object {
  const { kind, ...fields } = action;
  const written = withoutNulls(fields);
  if (kind === 'exec' && Object.keys(action.environment).length === 0) delete written['environment'];
  return written;
}

/** Every field that is not null, and not an empty list of something optional. */
function withoutNulls(fields: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function differing(fields: object, defaults: object): Record<string, unknown> {
  const known = new Map(Object.entries(defaults));
  return Object.fromEntries(Object.entries(fields).filter(([key, value]) => value !== known.get(key)));
}

function isEmpty(fields: object): boolean {
  return Object.keys(fields).length === 0;
}
