import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { PolicySource } from '../../ports/policy.js';
import { managedFolder, preferencesFile, readManagedPreferences } from './managed-preferences.darwin.js';
import { readPolicyFolder } from './policy-folder.js';
import { PolicyWatcher, type ScopeSource } from './policy-watcher.js';
import { machineKey, readRegistryPolicy, userKey } from './registry.win32.js';

/** Windows tells a plain program nothing of changes to its registry: it is asked. */
const registryEveryMs = 15 * 60_000;

interface PolicyContext {
  clock: Clock;
  log: Log;
  env: Record<string, string | undefined>;
}

/** The policy of this system. */
export function choosePolicySource(
  context: PolicyContext,
  platform: NodeJS.Platform = process.platform,
): PolicySource {
  const { clock, log, env } = context;
  switch (platform) {
    case 'win32':
      return new PolicyWatcher({ clock, log, everyMs: registryEveryMs, scopes: registryScopes(env) });
    case 'darwin':
      return new PolicyWatcher({ clock, log, scopes: preferenceScopes(env) });
    default:
      return new PolicyWatcher({ clock, log, scopes: folderScopes(env) });
  }
}

function folderScopes(env: PolicyContext['env']): ScopeSource[] {
  const config = env['XDG_CONFIG_HOME'] ?? join(env['HOME'] ?? homedir(), '.config');
  const folders = {
    machine: env['CARETAKER_MACHINE_POLICY'] ?? '/etc/caretaker/policy.d',
    user: env['CARETAKER_USER_POLICY'] ?? join(config, 'caretaker', 'policy.d'),
  };
  return (['machine', 'user'] as const).map((scope) => {
    const folder = folders[scope];
    return { scope, source: folder, folder, read: () => readPolicyFolder(folder) };
  });
}

function registryScopes(env: PolicyContext['env']): ScopeSource[] {
  return (['machine', 'user'] as const).map((scope) => ({
    scope,
    source: scope === 'machine' ? machineKey : userKey,
    folder: null,
    read: () => readRegistryPolicy(scope, env),
  }));
}

function preferenceScopes(env: PolicyContext['env']): ScopeSource[] {
  const folders = { machine: managedFolder, user: join(managedFolder, userInfo().username) };
  return (['machine', 'user'] as const).map((scope) => {
    const file = join(folders[scope], preferencesFile);
    return { scope, source: file, folder: folders[scope], read: () => readManagedPreferences(file, env) };
  });
}
