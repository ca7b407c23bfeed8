import {
  defaultTaskSettings,
  emptyRegistrationInfo,
  type TaskDefinition,
  type TaskSettings,
} from '../../src-shared/model/task.js';

/** A task that runs one program; maintenance tasks get the version and engine they need. */
export function buildTask(
  path: string,
  options: {
    maintenance?: { period: string; deadline?: string | null; exclusive?: boolean };
    settings?: Partial<TaskSettings>;
    triggers?: TaskDefinition['triggers'];
    command?: string;
    arguments?: string[];
  } = {},
): TaskDefinition {
  const { maintenance } = options;
  return {
    path,
    version: '1.4',
    registrationInfo: emptyRegistrationInfo,
    triggers: options.triggers ?? [],
    principal: null,
    settings: {
      ...defaultTaskSettings,
      useUnifiedSchedulingEngine: maintenance !== undefined,
      ...options.settings,
    },
    maintenance:
      maintenance === undefined
        ? null
        : {
            period: maintenance.period,
            deadline: maintenance.deadline ?? null,
            exclusive: maintenance.exclusive ?? false,
          },
    actions: [
      {
        kind: 'exec',
        id: null,
        command: options.command ?? '/bin/true',
        arguments: options.arguments ?? null,
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
