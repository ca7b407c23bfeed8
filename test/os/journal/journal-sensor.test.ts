import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { JournalctlSensor } from '../../../src-main/adapters/journal/journal-sensor.linux.js';
import { journalLine } from '../../../src-main/adapters/journal/journal-line.js';
import { chooseClock } from '../../../src-main/adapters/clock/choose.js';
import type { JournalReading } from '../../../src-main/core/signals/readings.js';
import { journalFilter } from '../../../src-main/runtime/executor/journal-filter.js';
import { eventually } from '../../support/eventually.js';
import { missing, missingSystem, titled } from '../../support/requirements.js';
import { silentLog } from '../../support/sensor-context.js';

const reason = missingSystem('Linux') ?? missing('journalctl', 'tail');

describe('lines of journalctl', () => {
  test('text, bytes, several values; addresses of the journal are left out', () => {
    const line = {
      __CURSOR: 's=1',
      __REALTIME_TIMESTAMP: '1772442000123456',
      _BOOT_ID: 'b',
      MESSAGE: [104, 105],
      PRIORITY: '4',
      TAG: ['one', 'two'],
      GONE: null,
    };
    expect(journalLine(JSON.stringify(line), 5)).toEqual({
      at: 1_772_442_000_123,
      fields: { MESSAGE: 'hi', PRIORITY: '4', TAG: 'one' },
    });
    expect(journalLine('-- No entries --', 5)).toBeNull();
    expect(journalLine('{"MESSAGE":"x"}', 5)).toEqual({ at: 5, fields: { MESSAGE: 'x' } });
  });
});

describe.skipIf(reason !== null)(titled('the journal', reason), () => {
  let folder: string;
  let file: string;
  let readings: JournalReading[];
  let sensor: JournalctlSensor;
  const context = { clock: chooseClock({}), log: silentLog, env: process.env };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'caretaker-journal-'));
    file = join(folder, 'lines');
    writeFileSync(file, '{"MESSAGE":"before"}\n');
    readings = [];
  });
  afterEach(async () => {
    await sensor.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A journalctl that follows a file: no journal daemon can be had in a test. */
  function following(): string {
    const program = join(folder, 'journalctl');
    writeFileSync(program, `#!/bin/sh\necho "$*" >"${folder}/words"\nexec tail -n 0 -F "${file}"\n`);
    chmodSync(program, 0o755);
    return program;
  }

  test('TASK-09 gives the lines that a task waits for, from now on, and reads nothing when none does', async () => {
    sensor = new JournalctlSensor(context, following());
    await sensor.start((reading) => readings.push(reading));
    const query = '<QueryList><Query Path="Journal"><Select>*[System[Level=2]]</Select></Query></QueryList>';
    sensor.follow(journalFilter([query]));
    await eventually(() => {
      appendFileSync(file, '{"MESSAGE":"bad","PRIORITY":"3"}\n{"MESSAGE":"fine","PRIORITY":"6"}\n');
      return readings.length > 0;
    });
    expect(new Set(readings.map(({ fields }) => fields['MESSAGE']))).toEqual(new Set(['bad']));
    sensor.follow(null);
    const heard = readings.length;
    appendFileSync(file, '{"MESSAGE":"late","PRIORITY":"3"}\n');
    await sensor.stop();
    expect(readings).toHaveLength(heard);
  });

  test('the real journalctl knows the words that it is asked with', () => {
    sensor = new JournalctlSensor(context, following());
    // An empty folder: without --follow it ends at once, and wrong words would be an error.
    const words = ['--directory', folder, '--lines=0', '--output=json', '--quiet'];
    expect(execFileSync('/usr/bin/journalctl', words, { encoding: 'utf8' })).toBe('');
  });
});
