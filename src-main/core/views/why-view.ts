import type { Why } from '../../../src-shared/model/maintenance.js';
import type { State } from '../kernel/state.js';
import { isRunnable, type Task } from '../tasks/task.js';
import { taskView } from './task-view.js';
import { machineTests } from './why-machine.js';
import { plainTests } from './why-plain.js';
import { ownTests } from './why-task.js';
import { test } from './why-test.js';

/**
 * The whole chain of tests behind a task's state, each with its value, since when, and the one act
 * that would release it (CT-01). Sources of signals are filled in by those who know the sensors.
 */
export function whyView(state: State, task: Task): Why {
  const { path, definition } = task.row;
  const { settings } = definition;
  const { enabled, allowStartOnDemand } = settings;
  const tests = [
    test('enabled', enabled, enabled ? 'enabled' : 'disabled', null, `caretaker task enable '${path}'`),
    test(
      'start on demand',
      allowStartOnDemand,
      String(allowStartOnDemand),
      null,
      'set AllowStartOnDemand in the definition',
    ),
  ];
  if (!isRunnable(task))
    tests.push(
      test('program', false, 'no handler', null, 'register a module for its class, or give it a program'),
    );
  if (task.maintenance !== null) tests.push(...ownTests(state, task), ...machineTests(state, task));
  else tests.push(...plainTests(state, task));
  return { subject: path, state: taskView(state, task).state, tests };
}
