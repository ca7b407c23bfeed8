import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  dispatchServices,
  dispatcherCodes,
  type FindService,
  type ServiceMain,
} from '../../../client/service-dispatcher.js';
import type { Work } from '../call.js';

/**
 * The shared host (SCM-126 to SCM-129): one process for the services of a group. Each is a module, loaded when
 * the host's start command names it; its `serviceMain`, or its default export, is the entry function.
 */
export function svchost(group: string): Work {
  return async () => {
    process.title = `caretaker svchost -k ${group}`;
    await dispatchServices(loadService);
  };
}

const loadService: FindService = async (_name, module) => {
  if (module === null) return dispatcherCodes.notInProgram;
  let loaded: Record<string, unknown>;
  try {
    loaded = (await import(/* @vite-ignore */ pathToFileURL(resolve(module)).href)) as Record<
      string,
      unknown
    >;
  } catch (error) {
    console.error(error);
    const missing = (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    return missing ? dispatcherCodes.moduleNotFound : dispatcherCodes.exception;
  }
  const main = loaded['serviceMain'] ?? loaded['default'];
  return typeof main === 'function' ? (main as ServiceMain) : dispatcherCodes.entryNotFound;
};
