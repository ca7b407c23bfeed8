import { measureReturns } from '../support/courteous-host.js';
import { summary } from '../support/courtesy.js';
import type { Figure } from './figure.js';

const returns = 50;
/** What a person does not notice. */
const limitMs = 100;

/** The courtesy receipt: from input to quiet, over fifty returns; takes some ten minutes, ten seconds of idle each. */
export async function bench(): Promise<Figure[]> {
  const { median, p95 } = summary(await measureReturns(returns));
  const figure = (name: string, value: number): Figure => ({
    name: `courtesy, input to quiet: ${name} of ${returns} returns`,
    value,
    unit: 'ms',
    limit: `< ${limitMs}`,
    ok: value < limitMs,
  });
  return [figure('median', median), figure('95th percentile', p95)];
}
