import {
  defaultTaskSettings,
  emptyRegistrationInfo,
  type TaskDefinition,
  type TaskSettings,
} from '../../../../src-shared/model/task.js';

type Over = Partial<Omit<TaskDefinition, 'settings'>> & { settings?: Partial<TaskSettings> };

/** A valid definition with one action, changed as asked. */
export function definition({ settings, ...over }: Over = {}): TaskDefinition {
  return {
    path: '\\Test\\Task',
    version: '1.4',
    registrationInfo: { ...emptyRegistrationInfo, uri: '\\Test\\Task' },
    triggers: [],
    principal: null,
    settings: { ...defaultTaskSettings, ...settings },
    maintenance: null,
    actions: [
      {
        kind: 'exec',
        id: null,
        command: 'true',
        arguments: null,
        workingDirectory: null,
        environment: {},
        environmentFile: null,
      },
    ],
    actionsContext: null,
    data: null,
    keptXml: [],
    ...over,
  };
}

/** A valid maintenance task. */
export function maintained(
  maintenance: Partial<NonNullable<TaskDefinition['maintenance']>>,
  { settings, ...over }: Over = {},
): TaskDefinition {
  return definition({
    ...over,
    settings: { useUnifiedSchedulingEngine: true, ...settings },
    maintenance: { period: 'P1D', deadline: null, exclusive: false, ...maintenance },
  });
}
