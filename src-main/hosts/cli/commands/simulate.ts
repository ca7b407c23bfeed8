import { Fault } from '../../../../src-shared/failure/fault.js';
import { exitCodes, type Call, type ExitCode } from '../call.js';
import { printJsonLine } from '../text/json.js';
import { bytesOf } from './unit-files.js';

/** Runs a scenario on a simulated machine and prints its records as JSON lines; needs no host. */
export async function printSimulation(call: Call, file: string): Promise<ExitCode | void> {
  const json = readJson(file);
  const { readScenario, simulate } = await import('../../../simulation/simulate.js');
  const { readManifestValue } = await import('../../../formats/manifest/read.js');
  const scenario = readScenario(json);
  const read = scenario.manifest === undefined ? null : readManifestValue(scenario.manifest, file);
  if (read !== null && read.manifest === null) {
    const { textReport } = await import('../../../formats/check.js');
    const problems = read.problems;
    for (const line of textReport([{ file, valid: false, task: null, problems }])) call.terminal.err(line);
    return exitCodes.refused;
  }
  const settings = { ...scenario.settings.maintenance, ...read?.manifest?.settings?.maintenance };
  const { records, notes } = simulate(
    { ...scenario, settings: { maintenance: settings } },
    read?.manifest?.tasks ?? [],
    read?.manifest?.services ?? null,
  );
  for (const record of records) printJsonLine(call, record);
  for (const note of notes) call.terminal.err(`${file}: note: ${note}`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(bytesOf(file).toString('utf8'));
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault(
      'bad-scenario',
      `${file}: not JSON: ${(error as Error).message}; a scenario is one JSON object.`,
    );
  }
}
