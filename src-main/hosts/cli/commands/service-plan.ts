import type { StartupPlan } from '../../../../src-shared/model/service.js';
import { win32Text } from '../../../../src-shared/wording/win32.js';
import { exitCodes, type Call, type ExitCode } from '../call.js';
import { printJson } from '../text/json.js';
import { serviceWord } from '../text/service-words.js';
import { bytesOf } from './unit-files.js';

export interface PlanOptions {
  mode: StartupPlan['mode'];
}

/** The order of an automatic start: of the host's services, or of a manifest's, which needs no host (promises section 2). */
export async function printPlan(
  call: Call,
  file: string | null,
  { mode }: PlanOptions,
): Promise<ExitCode | void> {
  if (file === null) {
    return call.withHost(async (host) => print(call, await host.call('services.plan', { mode })));
  }
  const plan = await planOfFile(call, file, mode);
  if (plan === null) return exitCodes.refused;
  print(call, plan);
}

async function planOfFile(call: Call, file: string, mode: StartupPlan['mode']): Promise<StartupPlan | null> {
  const { readManifest } = await import('../../../formats/manifest/read.js');
  const { planStartup } = await import('../../../core/services/plan.js');
  const { manifest, problems } = readManifest(bytesOf(file), file);
  if (manifest === null) {
    const { textReport } = await import('../../../formats/check.js');
    for (const line of textReport([{ file, valid: false, task: null, problems }])) call.terminal.err(line);
    return null;
  }
  const { services = [], serviceGroupOrder, tagOrder, safeBoot } = manifest.services ?? {};
  const control = {
    serviceGroupOrder: serviceGroupOrder ?? [],
    tagOrder: tagOrder ?? {},
    safeBoot: safeBoot ?? { minimal: [], network: [] },
  };
  return planStartup({ services, control }, mode);
}

function print(call: Call, plan: StartupPlan): void {
  if (call.json) return printJson(call, plan);
  const { out } = call.terminal;
  const say = (key: Parameters<typeof serviceWord>[1]): string => serviceWord(call.language, key);
  const groups: Record<string, string> = { '(unlisted)': say('unlisted'), '(none)': say('ungrouped') };
  plan.phases.forEach(({ group, services }, index) => {
    const list = services.length === 0 ? say('none') : services.join(', ');
    out(`${say('phase')} ${index + 1}, ${groups[group] ?? group}: ${list}`);
  });
  out(plan.started.length === 0 ? say('nothingStarts') : `${say('startOrder')}: ${plan.started.join(', ')}`);
  if (plan.critical.length > 0) out(`${say('critical')}: ${plan.critical.join(' → ')}`);
  const failed = Object.entries(plan.failed);
  if (failed.length === 0) return;
  out(`${say('failures')}:`);
  for (const [name, code] of failed) {
    const { on, path } = plan.errors.find(({ service }) => service === name) ?? { on: null, path: [] };
    const where = path.length > 0 ? path.join(' → ') : (on ?? '');
    out(`  ${name}: ${win32Text(code, call.language)} (${code}${where === '' ? '' : `, ${where}`})`);
  }
}
