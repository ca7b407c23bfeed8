import {
  defaultTaskSettings,
  emptyRegistrationInfo,
  type TaskDefinition,
} from '../../src-shared/model/task.js';

interface BuiltinTask {
  path: string;
  /** The word after `caretaker builtin`. */
  program: string;
  description: string;
  period: string;
  deadline: string;
}

const builtins: BuiltinTask[] = [
  {
    path: '\\Caretaker\\StorageReport',
    program: 'storage-report',
    description: 'Looks at free space and disk health, and warns before either becomes a problem.',
    period: 'P7D',
    deadline: 'P14D',
  },
  {
    path: '\\Caretaker\\HistoryCleanup',
    program: 'history-cleanup',
    description: 'Drops history, run output and recordings that are older or larger than the limits.',
    period: 'P1D',
    deadline: 'P7D',
  },
];

/**
 * Caretaker's own maintenance tasks, registered on a fresh start (design section 6).
 *
 * @param command the Node executable that runs the command line
 * @param argumentsPrefix what comes before `builtin NAME`: the path of the command line's program
 */
export function builtinTasks(command: string, argumentsPrefix: string[]): TaskDefinition[] {
  return builtins.map((task) => ({
    path: task.path,
    version: '1.4',
    registrationInfo: {
      ...emptyRegistrationInfo,
      uri: task.path,
      author: 'Caretaker',
      description: task.description,
    },
    triggers: [],
    principal: null,
    settings: {
      ...defaultTaskSettings,
      allowStartOnDemand: true,
      useUnifiedSchedulingEngine: true,
      priority: 7,
      executionTimeLimit: 'PT1H',
    },
    maintenance: { period: task.period, deadline: task.deadline, exclusive: false },
    actions: [
      {
        kind: 'exec',
        id: null,
        command,
        arguments: [...argumentsPrefix, 'builtin', task.program],
        workingDirectory: null,
        environment: {},
        environmentFile: null,
      },
    ],
    actionsContext: null,
    data: null,
    keptXml: [],
  }));
}
