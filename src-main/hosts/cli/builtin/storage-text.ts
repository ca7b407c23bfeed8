import { localeOf } from '../../../../src-shared/wording/language.js';
import type { Language } from '../../../../src-shared/wording/language.js';
import { table } from '../text/table.js';
import type { Disk, DiskFacts, FileSystem } from './disk-facts.js';
import { storageWords } from './storage-words.js';

/** Below this share of free space a file system is worth a warning. */
const freeShareMin = 0.1;

/** What needs a person: full file systems and failing disks. */
export interface StorageWarnings {
  nearlyFull: string[];
  failing: string[];
}

/** Finds what needs a person. */
export function storageWarnings({ fileSystems, disks }: DiskFacts): StorageWarnings {
  return {
    nearlyFull: fileSystems.filter(isNearlyFull).map(({ mount }) => mount),
    failing: disks.filter(({ health }) => health === 'failing').map(({ device }) => device),
  };
}

function isNearlyFull({ available, size }: FileSystem): boolean {
  return available / size < freeShareMin;
}

/**
 * The report as lines of text.
 *
 * @param day the day in the reader's words
 * @param width characters in a line
 */
export function storageText(
  facts: DiskFacts,
  options: { day: string; language: Language; width: number },
): string[] {
  const { day, language, width } = options;
  const words = storageWords(language);
  const { fileSystems, disks } = facts;
  if (fileSystems.length + disks.length === 0) return [words.title(day), '', words.nothing];
  return [
    words.title(day),
    ...section(
      words.fileSystems,
      fileSystems.map((one) => fileSystemRow(one, language)),
      width,
    ),
    ...section(
      words.disks,
      disks.map((one) => diskRow(one, language)),
      width,
    ),
    ...(disks.some(({ health }) => health === 'unknown') ? ['', words.howToKnow] : []),
    '',
    ...conclusion(facts, language),
  ];
}

function section(head: string, rows: string[][], width: number): string[] {
  const indent = '  ';
  if (rows.length === 0) return [];
  return ['', head, ...table(null, rows, width - indent.length).map((line) => indent + line)];
}

function fileSystemRow(one: FileSystem, language: Language): string[] {
  const words = storageWords(language);
  const free = `${words.free} ${bytes(one.available, language)} (${percent(one, language)})`;
  return [
    one.mount,
    `${words.size} ${bytes(one.size, language)}`,
    free,
    isNearlyFull(one) ? words.nearlyFull : '',
  ];
}

function diskRow(one: Disk, language: Language): string[] {
  const health = storageWords(language)[one.health];
  const warmth = one.temperature === null ? [] : [`${one.temperature} °C`];
  const name = one.name === '' ? one.device : `${one.name} (${one.device})`;
  return [name, bytes(one.size, language), [health, ...warmth].join(', ')];
}

function conclusion(facts: DiskFacts, language: Language): string[] {
  const words = storageWords(language);
  const full = facts.fileSystems
    .filter(isNearlyFull)
    .map((one) => words.spaceWarning(one.mount, percent(one, language)));
  const failing = storageWarnings(facts).failing.map(words.healthWarning);
  return full.length + failing.length === 0 ? [words.allWell] : [...failing, ...full];
}

function percent({ available, size }: FileSystem, language: Language): string {
  const share = available / size;
  // 9.6 % is not 10 %: where a warning begins the figure must not contradict it.
  const shown = share < freeShareMin ? Math.floor(share * 1000) / 1000 : share;
  return new Intl.NumberFormat(localeOf[language], {
    style: 'percent',
    maximumFractionDigits: share < freeShareMin ? 1 : 0,
  }).format(shown);
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;

/** A size as disks are sold: in thousands, with two or three digits that matter. */
function bytes(count: number, language: Language): string {
  const step = count < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
  const value = count / 1000 ** step;
  return new Intl.NumberFormat(localeOf[language], {
    style: 'unit',
    unit: units[step] ?? 'byte',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
