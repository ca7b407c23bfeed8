import { randomUUID } from 'node:crypto';
import { parseInstanceId, type InstanceId } from '../../../src-shared/ids/instance-id.js';
import type { LaunchSpec } from '../../../src-main/core/tasks/process.js';

/** A fresh instance. */
export function newInstance(): InstanceId {
  return parseInstanceId(randomUUID());
}

/** A launch of a shell script; every other field can be set. */
export function shellSpec(script: string, over: Partial<LaunchSpec> = {}): LaunchSpec {
  return { ...programSpec('/bin/sh', ['-c', script]), ...over };
}

/** A launch of a program with arguments. */
export function programSpec(command: string, words: LaunchSpec['arguments'] = null): LaunchSpec {
  const instance = newInstance();
  return {
    instance,
    state: instance,
    yield: 'freeze',
    task: '\\Test\\Program',
    command,
    arguments: words,
    workingDirectory: '/',
    environment: {},
    environmentFile: null,
    variables: {},
    handler: null,
    account: null,
    interactive: false,
    requiredPrivileges: [],
    sidType: 'unrestricted',
    priority: 7,
    maintenance: true,
  };
}
