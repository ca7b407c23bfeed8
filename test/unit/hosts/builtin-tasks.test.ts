import { describe, expect, it } from 'vitest';
import { builtinTasks } from '../../../src-main/hosts/builtin-tasks.js';
import { taskPathProblem } from '../../../src-shared/ids/task-path.js';
import { TaskDefinition } from '../../../src-shared/model/task.js';

const tasks = builtinTasks('/usr/bin/node', ['/opt/caretaker/cli.js']);

describe('Caretaker’s own tasks', () => {
  it('are sound definitions with a path each', () => {
    expect(tasks.map(({ path }) => path)).toEqual([
      '\\Caretaker\\StorageReport',
      '\\Caretaker\\HistoryCleanup',
    ]);
    for (const task of tasks) {
      expect(TaskDefinition.parse(task)).toEqual(task);
      expect(taskPathProblem(task.path)).toBeNull();
    }
  });

  it('run the command line as child processes', () => {
    expect(tasks.map(({ actions }) => actions)).toMatchObject([
      [
        {
          kind: 'exec',
          command: '/usr/bin/node',
          arguments: ['/opt/caretaker/cli.js', 'builtin', 'storage-report'],
        },
      ],
      [
        {
          kind: 'exec',
          command: '/usr/bin/node',
          arguments: ['/opt/caretaker/cli.js', 'builtin', 'history-cleanup'],
        },
      ],
    ]);
  });

  it('are maintenance tasks without triggers, under the unified engine, startable by hand', () => {
    for (const task of tasks) {
      expect(task).toMatchObject({
        version: '1.4',
        triggers: [],
        registrationInfo: { author: 'Caretaker', uri: task.path },
        settings: {
          useUnifiedSchedulingEngine: true,
          allowStartOnDemand: true,
          enabled: true,
          priority: 7,
          executionTimeLimit: 'PT1H',
        },
      });
    }
    expect(tasks.map(({ maintenance }) => maintenance)).toEqual([
      { period: 'P7D', deadline: 'P14D', exclusive: false },
      { period: 'P1D', deadline: 'P7D', exclusive: false },
    ]);
  });
});
