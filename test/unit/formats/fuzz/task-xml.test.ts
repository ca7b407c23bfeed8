import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TaskDefinition } from '../../../../src-shared/model/task.js';
import { validateTask } from '../../../../src-main/core/tasks/validate.js';
import { readTaskXml } from '../../../../src-main/formats/task-xml/read.js';
import { encodeTaskXml, writeTaskXml } from '../../../../src-main/formats/task-xml/write.js';
import { Dice, mutator } from '../../../support/mutate.js';
import { anyDefinition } from '../definitions-arbitrary.js';
import { fixture } from '../fixtures.js';
import { inputs, slowest } from './inputs.js';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** What is written of any definition, and the documents of the fixtures. */
const seeds: [string, ...string[]] = [
  decoder.decode(fixture('task-xml/v1.4-console-export.xml')),
  ...['v1.4-maintenance.xml', 'v1.2-events-and-mail.xml', 'v1.6-system-wnf.xml', 'own-namespace.xml'].map(
    (name) => decoder.decode(fixture(`task-xml/${name}`)),
  ),
  ...fc.sample(anyDefinition, { numRuns: 40, seed: 7 }).map((task) => writeTaskXml(task)),
];

const mutate = mutator(/<\/?[A-Za-z:]+|"[^"]*"|>[^<]+</g, [
  '<Settings',
  '</Settings',
  '<Triggers',
  '</Triggers',
  '<Exec',
  '</Exec',
  '<CalendarTrigger',
  '<ScheduleByDay',
  '<MaintenanceSettings',
  '<Repetition',
  '<c:Yield',
  '<NewElement/><',
  '""',
  '"1.6"',
  '"Author"',
  '>true<',
  '>P1D<',
  '>PT0S<',
  '>-P1Y2M3DT4H5M6.7S<',
  '>2026-02-30T25:00:00<',
  '>9999-12-31T24:00:00Z<',
  '>&amp;&#x10FFFF;<',
  '>&nbsp;<',
  '><![CDATA[x]]><',
  '><!-- -- --><',
  '<!DOCTYPE a [<!ENTITY b "c">]><a',
  '>\u0000<',
  '><?xml version="1.0"?><',
]);

const bytesOf = (text: string, way: number): Uint8Array => {
  if (way !== 0) return encoder.encode(text);
  const wide = new Uint8Array(2 + text.length * 2);
  wide.set([0xff, 0xfe]);
  for (let at = 0; at < text.length; at++)
    new DataView(wide.buffer).setUint16(2 + at * 2, text.charCodeAt(at), true);
  return wide;
};

/** Nothing that is accepted is nonsense: it fits the model, keeps the rules, and comes back the same. */
function accepted(task: TaskDefinition): void {
  const shape = TaskDefinition.safeParse(task);
  if (!shape.success) throw new Error(`accepted, but not a definition: ${shape.error.message}`);
  const errors = validateTask(task).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`accepted, but not valid: ${JSON.stringify(errors)}`);
  const again = readTaskXml(encodeTaskXml(task), 'again.xml');
  const refused = again.problems.filter(({ severity }) => severity === 'error');
  if (refused.length > 0)
    throw new Error(`written, but not read again: ${JSON.stringify(refused)} ${JSON.stringify(task)}`);
  expect(again.task).toEqual(task);
}

describe('mutated documents', () => {
  it('are read or refused, never thrown at, in bounded time; what is accepted comes back the same', () => {
    const count = inputs(140_000);
    const dice = new Dice(20_260_302);
    let taken = 0;
    let longest = 0;
    for (let round = 0; round < count; round++) {
      const text = mutate(dice.pick(seeds), dice, seeds);
      const bytes = bytesOf(text, dice.below(8));
      const begin = performance.now();
      const { task, problems } = readTaskXml(bytes, 'fuzz.xml');
      longest = Math.max(longest, performance.now() - begin);
      if (task === null && !problems.some(({ severity }) => severity === 'error')) {
        throw new Error(`refused without a word: ${text}`);
      }
      if (task === null) continue;
      taken++;
      try {
        accepted(task);
      } catch (error) {
        throw new Error(`of ${text}`, { cause: error });
      }
    }
    expect(longest).toBeLessThan(slowest);
    // The fuzzer is worth nothing where all it makes is refused, or none of it.
    expect(taken).toBeGreaterThan(count / 100);
    expect(taken).toBeLessThan(count * 0.9);
    console.log(`${count} documents, ${taken} accepted, the slowest in ${longest.toFixed(1)} ms`);
  }, 600_000);
});
