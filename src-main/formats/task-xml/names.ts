/** Namespace of Task Scheduler documents (reference "task model", section 1). */
export const taskNamespace = 'http://schemas.microsoft.com/windows/2004/02/mit/task';

/** Caretaker's own namespace, for what the schema has no element for (promises, section 3). */
export const ownNamespace = 'urn:caretaker:task:1';
export const ownPrefix = 'c';

/** The newest schema version whose elements are known; later ones are read as this, additions kept. */
export const newestKnown = 4;

/** Elements and the minor schema version that brought them (reference "task model", sections 7 and 13). */
export const sinceVersion: Record<string, number> = {
  UseUnifiedSchedulingEngine: 3,
  DisallowStartOnRemoteAppSession: 3,
  ProcessTokenSidType: 3,
  RequiredPrivileges: 3,
  MaintenanceSettings: 4,
  Volatile: 4,
};

/** Triggers that Windows writes and the public schema lacks: kept, exported unchanged, never fire. */
export const unlistedTriggers = new Set(['WnfStateChangeTrigger', 'CustomTrigger']);

/** Other elements that Windows writes and the public schema lacks: kept, exported unchanged, without effect. */
export const unlistedElements = new Set(['HideAppWindow']);

/** Actions that Windows 8 dropped. */
export const droppedActions = new Set(['SendEmail', 'ShowMessage']);
