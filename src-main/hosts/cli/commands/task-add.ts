import {
  defaultTaskSettings,
  emptyRegistrationInfo,
  type TaskDefinition,
} from '../../../../src-shared/model/task.js';
import { parseTaskPath } from '../../../../src-shared/ids/task-path.js';
import type { Call } from '../call.js';
import { UsageError } from '../usage-command.js';
import { printJson } from '../text/json.js';
import { word } from '../text/words.js';

export interface AddOptions {
  every: string;
  deadline?: string;
  exclusive?: boolean;
}

/** Registers a maintenance task that runs a command; an existing task of that name is not touched. */
export function addTask(call: Call, name: string, command: string[], options: AddOptions): Promise<void> {
  const definition = build(name, command, options);
  return call.withHost(async (host) => {
    const done = await host.call('tasks.register', { tasks: [definition], mode: 'create' });
    if (call.json) printJson(call, done);
    else for (const path of done.registered) call.terminal.out(word(call.language, 'registered', path));
  });
}

function build(name: string, [command, ...args]: string[], options: AddOptions): TaskDefinition {
  if (command === undefined)
    throw new UsageError('Say what to run after --, such as: -- restic backup /home');
  let path: string;
  try {
    path = parseTaskPath(name);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  return {
    path,
    version: '1.4',
    registrationInfo: emptyRegistrationInfo,
    triggers: [],
    principal: null,
    settings: { ...defaultTaskSettings, useUnifiedSchedulingEngine: true },
    maintenance: {
      period: options.every,
      deadline: options.deadline ?? null,
      exclusive: options.exclusive === true,
    },
    actions: [
      {
        kind: 'exec',
        id: null,
        command,
        arguments: args.length === 0 ? null : args,
        workingDirectory: null,
        environment: {},
        environmentFile: null,
      },
    ],
    actionsContext: null,
    data: null,
    keptXml: [],
  };
}
