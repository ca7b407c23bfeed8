import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogEntry } from '../../../../src-main/core/history/log-entry.js';
import { parseEventQuery, selects } from '../../../../src-main/core/triggers/event-query.js';
import { channelOf, entryEvent, journalEvent } from '../../../../src-main/core/triggers/event-tree.js';
import { parseXPath } from '../../../../src-main/core/triggers/xpath.js';
import { firstValue, matches } from '../../../../src-main/core/triggers/xpath-match.js';
import { wall } from '../../../../src-main/core/time/stamp.js';

const at = Date.parse('2026-03-02T09:00:00Z');
const entry: LogEntry = {
  seq: 42,
  at: wall(at),
  log: 'TaskScheduler/Operational',
  id: 201,
  level: 'Error',
  task: '\\Backup\\Home',
  service: null,
  instance: '{0D8E1F4B-2B1A-4C56-9F0E-6D1C2A7B9E10}',
  data: { TaskName: '\\Backup\\Home', ResultCode: 3, Empty: null },
};
const event = entryEvent(entry);
const now = at + 60_000;

describe('queries', () => {
  test.each([
    ['*', true],
    ['Event', true],
    ['*[System[EventID=201]]', true],
    ['*[System[(EventID=102 or EventID=201) and Level=2]]', true],
    ['*[System[EventID=102 or EventID=103]]', false],
    ['*[System[EventID>200 and EventID<=201]]', true],
    ['*[System[EventID!=201]]', false],
    ["*[System[Provider[@Name='Microsoft-Windows-TaskScheduler']]]", true],
    ["*[System/Provider/@Name='Service Control Manager']", false],
    ["*[EventData[Data[@Name='ResultCode']=3]]", true],
    ["*[EventData[Data[@Name='ResultCode'] and (Data='3')]]", true],
    ["*[EventData/Data[@Name='TaskName']='\\Backup\\Home']", true],
    ["*[EventData[Data[@Name='Nothing']]]", false],
    ['*[System[TimeCreated[timediff(@SystemTime) <= 60000]]]', true],
    ['*[System[TimeCreated[timediff(@SystemTime) < 60000]]]', false],
    ["*[System[TimeCreated[@SystemTime>='2026-03-02T08:59:00Z']]]", true],
    ['*[System[band(EventID,1)]]', true],
    ['*[System[band(EventID,0x2)]]', false],
    ['*[EventData[Data[position()=1]="\\Backup\\Home"]]', true],
    ['*[EventData[Data[2]="3"]]', true],
    ["*[System[Correlation[@ActivityID='{0D8E1F4B-2B1A-4C56-9F0E-6D1C2A7B9E10}']]]", true],
    ['*[UserData]', false],
  ])('%s: %s', (query, expected) => {
    expect(matches(parseXPath(query), event, now)).toBe(expected);
  });

  test.each([
    ["Event/EventData/Data[@Name='TaskName']", '\\Backup\\Home'],
    ['Event/System/EventID', '201'],
    ['Event/System/Provider/@Name', 'Microsoft-Windows-TaskScheduler'],
    ["Event/EventData/Data[@Name='Empty']", ''],
    ['Event/System/Nothing', null],
  ])('the value of %s', (query, expected) => {
    expect(firstValue(parseXPath(query), event, now)).toBe(expected);
  });

  test.each([
    '',
    '*[',
    '*[System[EventID=]]',
    'count(*)',
    '*[name()="x"]',
    '*]',
    "*[a='b",
    '//x[[',
    '*['.repeat(60),
  ])('refuses %s with a sentence', (query) => {
    expect(() => parseXPath(query)).toThrow(RangeError);
  });

  test('whatever is written, it is read or refused, and never hangs', () => {
    const bits = fc.constantFrom(
      '*',
      '[',
      ']',
      '(',
      ')',
      '@Name',
      '=',
      "'a'",
      '3',
      ' and ',
      ' or ',
      'Data',
      '/',
      'band(',
      ',',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 40 }), (words) => {
        const begun = performance.now();
        try {
          matches(parseXPath(words.join('')), event, now);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
        expect(performance.now() - begun).toBeLessThan(500);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('subscriptions', () => {
  const list = (inner: string): string =>
    `<QueryList><!-- by hand --><Query Id="0" Path="Microsoft-Windows-TaskScheduler/Operational">${inner}</Query></QueryList>`;
  const hit = (subscription: string): boolean =>
    selects(parseEventQuery(subscription), channelOf(entry.log), event, now);

  test('select less suppress, the channel of the query or its own, in any case', () => {
    expect(hit(list('<Select>*</Select>'))).toBe(true);
    expect(hit(list('<Select Path="System">*</Select>'))).toBe(false);
    expect(hit(list("<Select Path='taskscheduler/operational'>*[System[EventID &gt; 200]]</Select>"))).toBe(
      true,
    );
    expect(hit(list('<Select>*</Select><Suppress>*[System[EventID=201]]</Suppress>'))).toBe(false);
    expect(hit(list('<Select><![CDATA[*[System[EventID<300]]]]></Select>'))).toBe(true);
    expect(hit('*[System[EventID=201]]')).toBe(true);
  });

  test('refuses what selects nothing', () => {
    expect(() => parseEventQuery(list(''))).toThrow('holds no Select');
    expect(() => parseEventQuery('x'.repeat(40_000))).toThrow('longer than');
  });

  test('a line of the journal is an event of its own channel', () => {
    const line = journalEvent({
      at,
      fields: { MESSAGE: 'disk full', PRIORITY: '3', SYSLOG_IDENTIFIER: 'smartd', _PID: '7' },
    });
    const query = parseEventQuery(
      '<QueryList><Query Path="Journal"><Select>*[System[Provider[@Name="smartd"] and Level=2]]</Select></Query></QueryList>',
    );
    expect(selects(query, 'Journal', line, now)).toBe(true);
    expect(selects(query, 'System', line, now)).toBe(false);
    expect(firstValue(parseXPath("Event/EventData/Data[@Name='MESSAGE']"), line, now)).toBe('disk full');
  });
});
