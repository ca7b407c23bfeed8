import type { NoticeInfo } from '../../src-shared/contract/notices.js';
import type { TaskAdvice } from '../../src-shared/model/advice.js';
import type { EventRecord } from '../../src-shared/model/record.js';
import type { MaintenanceStatus } from '../../src-shared/model/maintenance.js';
import { agoText, durationText, inText, periodText } from '../../src-shared/wording/durations.js';
import { eventMessage, type EventTelling } from '../../src-shared/wording/event-message.js';
import { localeOf, type Language } from '../../src-shared/wording/language.js';
import {
  disconnectedText,
  maintenanceSentence,
  windowText,
  type StateSentence,
} from '../../src-shared/wording/maintenance-sentence.js';
import {
  fill,
  isMessageKey,
  say,
  type MessageArguments,
  type MessageKey,
} from '../../src-shared/wording/message.js';
import { noticeKinds, noticeText } from '../../src-shared/wording/notices.js';
import * as moments from '../../src-shared/wording/moments.js';
import { win32Text } from '../../src-shared/wording/win32.js';
import type { Clock } from './clock.svelte.js';
import type { Failure } from './mirror.svelte.js';
import type { Preferences } from './preferences.svelte.js';

/** Errors of the service manager are small numbers, not result codes. */
const lastWin32 = 0xffff;

/** The shared wording with the reader's language, the present and the machine's zone filled in. */
export class Words {
  /** The zone of the machine that is looked after; the browser's own until the host has told it. */
  zone = $state(Intl.DateTimeFormat().resolvedOptions().timeZone);

  constructor(
    private readonly preferences: Preferences,
    private readonly clock: Clock,
  ) {}

  get language(): Language {
    return this.preferences.language;
  }

  get now(): number {
    return this.clock.now;
  }

  /** Takes the machine's zone; a name that this browser does not know is left aside. */
  useZone(zone: string): void {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      this.zone = zone;
    } catch {
      // The browser's own zone stays.
    }
  }

  get locale(): string {
    return localeOf[this.language];
  }

  /** Zone and present, for moments inside the data of an event. */
  get telling(): EventTelling {
    return { zone: this.zone, now: this.now };
  }

  /** A message without arguments under a key made at run time; null where the catalogue lacks it. */
  known = (key: string): string | null => (isMessageKey(key) ? fill(this.language, key, {}) : null);

  /** "this, that and the other". */
  list = (items: readonly string[]): string =>
    new Intl.ListFormat(this.locale, { type: 'conjunction' }).format(items);

  /** What went wrong, for a person: a refusal in the reader's words where it has one. */
  failure = (failure: Failure): string => {
    if (failure.kind === 'unreachable') return disconnectedText(this.language);
    const worded = failure.reason === null ? null : this.known(`refusal.${failure.reason}`);
    // The host's own sentence names place and value, so English readers get that one.
    if (this.language === 'en' || failure.reason === null) return failure.detail;
    if (worded !== null) return worded;
    const isWin32 = failure.code !== null && failure.code <= lastWin32;
    return isWin32 && failure.code !== null ? win32Text(failure.code, this.language) : failure.detail;
  };

  /** A notice in the reader's language; a kind that this panel does not know in the host's words. */
  notice = ({ notice, task, values, title, body }: NoticeInfo): { title: string; body: string } => {
    const kind = noticeKinds.find((known) => known === notice);
    return kind === undefined ? { title, body } : noticeText(kind, task, this.language, values);
  };

  /** Advice on a definition as a sentence. */
  advice = ({ kind, message }: TaskAdvice): string => {
    const text = this.known(`advice.${kind}`) ?? message;
    return `${text.charAt(0).toLocaleUpperCase(this.locale)}${text.slice(1)}.`;
  };

  /** A word of the host (`ac`, `active`, `none`) in the reader's language; others as they are. */
  value = (word: string): string => this.known(`value.${word.toLowerCase()}`) ?? word;

  say = <K extends MessageKey>(key: K, ...values: MessageArguments<K>): string =>
    say(this.language, key, ...values);

  moment = (iso: string) => moments.momentText(iso, this.now, this.zone, this.language);
  phrase = (iso: string) => moments.momentPhrase(iso, this.now, this.zone, this.language);
  inline = (iso: string) => moments.momentInline(iso, this.now, this.zone, this.language);
  since = (iso: string) => moments.sinceText(iso, this.now, this.zone, this.language);
  until = (iso: string) => moments.untilText(iso, this.now, this.zone, this.language);
  clockTime = (ms: number, seconds = false) => moments.clockText(ms, this.zone, seconds);
  day = (ms: number) => moments.dayText(ms, this.zone, this.language);
  shortDay = (ms: number) => moments.shortDayText(ms, this.zone, this.language);
  /** "22 Oct". */
  date = (ms: number) =>
    new Intl.DateTimeFormat(this.locale, { day: 'numeric', month: 'short', timeZone: this.zone }).format(ms);
  duration = (ms: number) => durationText(ms, this.language);
  ago = (ms: number) => agoText(ms, this.language);
  ahead = (ms: number) => inText(ms, this.language);
  period = (iso: string) => periodText(iso, this.language);
  event = (record: EventRecord) => eventMessage(record, this.language, this.telling);
  window = (status: MaintenanceStatus) => windowText(status, this.now, this.zone, this.language);
  state = (status: MaintenanceStatus): StateSentence =>
    maintenanceSentence(status, this.now, this.zone, this.language);
}
