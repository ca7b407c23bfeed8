import type { Language } from '../../../../src-shared/wording/language.js';

/** Words of the service commands. States and start types stand there as Windows has them. */
const english = {
  service: 'Service',
  state: 'State',
  start: 'Start',
  process: 'Process',
  noServices: 'There is no service.',
  displayName: 'Display name',
  description: 'Description',
  program: 'Program',
  account: 'Account',
  group: 'Group',
  needs: 'Needs',
  neededBy: 'Needed by',
  triggers: 'Triggers',
  exitCode: 'Last end',
  none: 'none',
  delayed: 'delayed',
  hung: 'no progress',
  phase: 'Phase',
  startOrder: 'Start order',
  failures: 'Not started',
  critical: 'Critical chain',
  unlisted: 'groups without a place in the order',
  ungrouped: 'without a group',
  nothingStarts: 'Nothing starts by itself.',
  isNow: '{0}: {1}',
  deleted: '{0} is deleted.',
  marked: '{0} is deleted as soon as nobody uses it.',
  raised: 'The event reached: {0}',
  raisedNobody: 'No service has a trigger for it.',
  startFailed: '{0} did not start: {1} ({2})',
  notYet: '{0} is still {1} after two minutes.',
} as const;

type Key = keyof typeof english;

const greek: Record<Key, string> = {
  service: 'Υπηρεσία',
  state: 'Κατάσταση',
  start: 'Εκκίνηση',
  process: 'Διεργασία',
  noServices: 'Δεν υπάρχει καμία υπηρεσία.',
  displayName: 'Εμφανιζόμενο όνομα',
  description: 'Περιγραφή',
  program: 'Πρόγραμμα',
  account: 'Λογαριασμός',
  group: 'Ομάδα',
  needs: 'Χρειάζεται',
  neededBy: 'Τη χρειάζονται',
  triggers: 'Ερεθίσματα',
  exitCode: 'Τελευταίος τερματισμός',
  none: 'κανένα',
  delayed: 'με καθυστέρηση',
  hung: 'χωρίς πρόοδο',
  phase: 'Φάση',
  startOrder: 'Σειρά εκκίνησης',
  failures: 'Δεν ξεκινούν',
  critical: 'Κρίσιμη αλυσίδα',
  unlisted: 'ομάδες χωρίς θέση στη σειρά',
  ungrouped: 'χωρίς ομάδα',
  nothingStarts: 'Τίποτα δεν ξεκινά από μόνο του.',
  isNow: '{0}: {1}',
  deleted: 'Η υπηρεσία {0} διαγράφηκε.',
  marked: 'Η υπηρεσία {0} θα διαγραφεί μόλις δεν τη χρησιμοποιεί κανείς.',
  raised: 'Το συμβάν έφτασε σε: {0}',
  raisedNobody: 'Καμία υπηρεσία δεν έχει ερέθισμα γι’ αυτό.',
  startFailed: 'Η υπηρεσία {0} δεν ξεκίνησε: {1} ({2})',
  notYet: 'Η υπηρεσία {0} είναι ακόμη {1} μετά από δύο λεπτά.',
};

/** A word or sentence of the service commands, with its values put in. */
export function serviceWord(language: Language, key: Key, ...values: string[]): string {
  const text = (language === 'el' ? greek : english)[key];
  return text.replace(/\{(\d)\}/g, (_whole, index: string) => values[Number(index)] ?? '');
}
