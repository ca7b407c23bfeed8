import type { ServiceDefinition } from '../../../src-shared/model/service.js';
import type { State } from '../kernel/state.js';
import type { Descriptor } from '../rights/descriptor.js';
import {
  descriptorOf,
  folderDefault,
  managerDefault,
  serviceDefault,
  taskDefault,
} from '../rights/defaults.js';
import { wellKnown } from '../rights/sid.js';
import { keyOf, type Task } from '../tasks/task.js';

/** A task by its path in any case, or null. */
export function findTask(state: State, name: string): Task | null {
  try {
    return state.tasks.get(keyOf(name)) ?? null;
  } catch {
    return null;
  }
}

/** The text of a task's descriptor: its own, else the one its definition carries, else the default (null). */
export function taskSecurity(task: Task): string | null {
  return task.row.schedule.security ?? task.row.definition.registrationInfo.securityDescriptor;
}

const administratorsTask = taskDefault(wellKnown.administrators);

/** The descriptor of a task. One that cannot be read leaves it to administrators. */
export function taskDescriptor(task: Task): Descriptor {
  try {
    return descriptorOf(taskSecurity(task) ?? administratorsTask);
  } catch {
    return descriptorOf(administratorsTask);
  }
}

/** The text that rules a folder such as `\Backup`: its own, else that of the nearest folder above it. */
export function folderSecurity(state: State, folder: string): string {
  for (
    let path = folder.toLowerCase();
    path !== '' && path !== '\\';
    path = path.slice(0, path.lastIndexOf('\\'))
  ) {
    const own = state.folders.get(path);
    if (own !== undefined) return own.security;
  }
  return state.folders.get('\\')?.security ?? folderDefault;
}

/** A service of the current control set by its name or its display name, in any case. */
export function findService(state: State, name: string): ServiceDefinition | null {
  const { sets, select } = state.services;
  const services = sets.get(select.current)?.services;
  const key = name.toLowerCase();
  const byName = services?.get(key);
  if (byName !== undefined) return byName.definition;
  for (const { definition } of services?.values() ?? []) {
    if (definition.displayName.toLowerCase() === key) return definition;
  }
  return null;
}

/** The descriptor of a service; one that cannot be read is the default one. */
export function serviceDescriptor(definition: ServiceDefinition): Descriptor {
  try {
    return descriptorOf(definition.security ?? serviceDefault);
  } catch {
    return descriptorOf(serviceDefault);
  }
}

export function managerDescriptor(state: State): Descriptor {
  return descriptorOf(state.services.security ?? managerDefault);
}
