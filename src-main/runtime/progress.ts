import type { InstanceId } from '../../src-shared/ids/instance-id.js';
import type { MaintenanceStatus } from '../../src-shared/model/maintenance.js';
import type { State } from '../core/kernel/state.js';
import { maintenanceView } from '../core/views/maintenance-view.js';
import type { ProcessRunner } from '../ports/process-runner.js';

/** The status with what the running programs say of how far they are, which the core does not keep. */
export function maintenanceStatus(state: State, runner: Pick<ProcessRunner, 'progress'>): MaintenanceStatus {
  const status = maintenanceView(state);
  for (const task of status.run?.tasks ?? []) {
    const launch = state.instances.get(task.instance as InstanceId)?.row.launches.at(-1);
    if (launch !== undefined) task.progress = runner.progress(launch as InstanceId);
  }
  return status;
}
