import type { RequestOut } from '../../../src-shared/contract/table.js';
import type { SettingsPatch } from '../../../src-shared/model/settings.js';
import { diagnosis } from '../diagnosis.js';
import { maintenanceStatus } from '../progress.js';
import type { Handlers, Office } from './handler.js';

export function maintenanceHandlers(office: Office): Handlers<'maintenance'> {
  const { parts, state, change } = office;
  return {
    'maintenance.status': () => maintenanceStatus(state(), parts.runner),
    'maintenance.start': async (input, by) =>
      (await change({ kind: 'start-maintenance', ...input }, by)) as RequestOut<'maintenance.start'>,
    'maintenance.stop': async (_input, by) => {
      await change({ kind: 'stop-maintenance' }, by);
      return {};
    },
    'maintenance.configure': async (input, by) => {
      const maintenance = input as NonNullable<SettingsPatch['maintenance']>;
      return (await change({ kind: 'configure', maintenance }, by)) as RequestOut<'maintenance.configure'>;
    },
    'maintenance.pause': async (input, by) =>
      (await change({ kind: 'pause', ...input }, by)) as RequestOut<'maintenance.pause'>,
    'maintenance.postpone': async (input, by) =>
      (await change({ kind: 'postpone', ...input }, by)) as RequestOut<'maintenance.postpone'>,
    'maintenance.later': async (input, by) =>
      (await change({ kind: 'later', ...input }, by)) as RequestOut<'maintenance.later'>,
    'maintenance.skipPlan': async (_input, by) =>
      (await change({ kind: 'skip-plan' }, by)) as RequestOut<'maintenance.skipPlan'>,
    'maintenance.diagnose': () => diagnosis(office),
    'maintenance.unpause': async (_input, by) => {
      await change({ kind: 'unpause' }, by);
      return {};
    },
  };
}
