import type { EventData } from '../model/record.js';
import type { Language } from './language.js';
import { fill, isMessageKey, pattern, say, type MessageKey } from './message.js';
import { momentPhrase } from './moments.js';
import { win32Text } from './win32.js';
import { authorText, codeText, conditionText } from './reasons.js';

/** What a sentence about an event is made from. */
export interface EventWords {
  log: string;
  id: number;
  task: string | null;
  service: string | null;
  instance: string | null;
  data: EventData;
}

/** Moments inside event data are told in this zone; records are UTC, and so is the default. */
export interface EventTelling {
  zone: string;
  /** Milliseconds since 1970; null tells the moment as it is written. */
  now: number | null;
}
const asWritten: EventTelling = { zone: 'UTC', now: null };

/** `%%1053` stands for the sentence of that Win32 error (reference "service events"). */
function expanded(value: string, language: Language): string {
  return value.replace(/^%%(\d+)$/, (_whole, code: string) => win32Text(Number(code), language));
}

const maintenanceStates = new Set(['off', 'waiting', 'running', 'suspended', 'paused']);
const runKinds = new Set(['idle', 'regular', 'manual']);

/** The values of a sentence: event data under its own names, and what the record itself knows. */
function valuesOf(
  entry: EventWords,
  language: Language,
  telling: EventTelling,
): Map<string, string | number> {
  const { data } = entry;
  const values = new Map<string, string | number>();
  for (const [name, value] of Object.entries(data)) {
    if (value !== null)
      values.set(name, typeof value === 'number' ? value : expanded(String(value), language));
  }
  const first = (...names: string[]) => names.map((name) => values.get(name)).find((v) => v !== undefined);
  const offer = (name: string, value: string | number | null | undefined) => {
    if (value !== null && value !== undefined && !values.has(name)) values.set(name, value);
  };
  offer('TaskName', entry.task ?? first('Task', 'TaskPath'));
  offer('InstanceId', entry.instance ?? first('TaskInstanceId'));
  const user = first('UserContext', 'UserName', 'User', 'By');
  offer('UserContext', user);
  offer('UserName', user);
  const code = first('ResultCode', 'ErrorCode');
  if (code !== undefined) offer('Result', resultWords(code, language));
  const reason = values.get('Reason');
  if (reason !== undefined) values.set('ReasonText', authorText(String(reason), language));
  const condition = values.get('Condition');
  if (condition !== undefined) values.set('ConditionText', conditionText(String(condition), language));
  for (const name of ['Since', 'Until']) {
    const moment = values.get(name);
    if (typeof moment === 'string') values.set(name, tellMoment(moment, language, telling));
  }
  return values;
}

function tellMoment(iso: string, language: Language, telling: EventTelling): string {
  return telling.now === null ? iso : momentPhrase(iso, telling.now, telling.zone, language);
}

function resultWords(code: string | number, language: Language): string {
  const number = Number(code);
  if (!Number.isFinite(number)) return String(code);
  return number === 0 ? '0' : codeText(number, language);
}

/** The part of the key that tells which sentence of an event fits what the record knows. */
function variantOf(id: number, values: Map<string, string | number>): string {
  const word = (name: string) => String(values.get(name) ?? '').toLowerCase();
  switch (id) {
    case 800:
      if (maintenanceStates.has(word('State'))) return `.${word('State')}`;
      return runKinds.has(word('Kind')) ? `.${word('Kind')}` : '';
    case 807:
      return runKinds.has(word('LauncherId')) ? `.${word('LauncherId')}` : '';
    case 153:
      return values.has('Condition') ? '.reason' : '';
    case 111:
    case 900:
      return values.has('Reason') ? '.reason' : '';
    case 904:
      return values.has('Until') ? '.until' : '';
    case 906:
      return values.has('TaskName') ? '.task' : '';
    default:
      return '';
  }
}

function keyOf(entry: EventWords, values: Map<string, string | number>): MessageKey | null {
  const base = `event.${entry.id}`;
  const variant = base + variantOf(entry.id, values);
  if (isMessageKey(variant)) return variant;
  return isMessageKey(base) ? base : null;
}

const argument = /\{(\w+)/g;

/**
 * One sentence for a log record, in the reader's language. A parameter that the record lacks is told as
 * not known, an id without a sentence gets a plain one; never throws.
 *
 * @param telling zone and present for moments inside the data; left out, they stay as written (UTC)
 */
export function eventMessage(entry: EventWords, language: Language, telling = asWritten): string {
  const values = valuesOf(entry, language, telling);
  const key = keyOf(entry, values);
  if (key === null) {
    const subject = entry.task ?? entry.service;
    return subject === null
      ? say(language, 'event.unknown', { id: String(entry.id), log: entry.log })
      : say(language, 'event.unknown.subject', { id: String(entry.id), log: entry.log, subject });
  }
  const sentence = fill(language, key, complete(key, values, language));
  const count = Number(values.get('Count') ?? 1);
  // Waits and refusals are folded: one record, with a count.
  if (!values.has('Condition') || !(count > 1)) return sentence;
  const since = String(values.get('Since') ?? say(language, 'event.value.unknown'));
  return say(language, 'event.repeated', { Sentence: sentence, Count: count, Since: since });
}

/** Every argument of the message has a value; numbers are written plainly, without grouping. */
function complete(
  key: MessageKey,
  values: Map<string, string | number>,
  language: Language,
): Record<string, string | number> {
  const unknown = say(language, 'event.value.unknown');
  const result: Record<string, string | number> = {};
  for (const [, name = ''] of pattern('en', key).matchAll(argument)) {
    const value = values.get(name);
    result[name] = value === undefined || value === '' ? unknown : String(value);
  }
  return result;
}
