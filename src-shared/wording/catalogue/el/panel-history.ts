import type { panelHistory as english } from '../en/panel-history.js';
import type { Translation } from '../translation.js';

export const panelHistory: Translation<typeof english> = {
  'history.sub':
    'Οι αναστολές εμφανίζονται με διαγράμμιση. Οι επαναλήψεις ενός συμβάντος μοιράζονται μια γραμμή με πλήθος.',
  'history.sentence.none.day': 'Καμία εργασία δεν εκτελέστηκε τις τελευταίες 24 ώρες.',
  'history.sentence.none.week': 'Καμία εργασία δεν εκτελέστηκε τις τελευταίες 7 ημέρες.',
  'history.sentence.none.month': 'Καμία εργασία δεν εκτελέστηκε τις τελευταίες 30 ημέρες.',
  'history.sentence.fine.day':
    'Μια ήσυχη ημέρα: {done, plural, one {# εκτέλεση έγινε} other {# εκτελέσεις έγιναν}}, καμία αποτυχία.',
  'history.sentence.fine.week':
    'Μια ήσυχη εβδομάδα: {done, plural, one {# εκτέλεση έγινε} other {# εκτελέσεις έγιναν}}, καμία αποτυχία.',
  'history.sentence.fine.month':
    'Ένας ήσυχος μήνας: {done, plural, one {# εκτέλεση έγινε} other {# εκτελέσεις έγιναν}}, καμία αποτυχία.',
  'history.sentence.failed.day':
    'Σε 24 ώρες {done, plural, one {# εκτέλεση έγινε} other {# εκτελέσεις έγιναν}}, αποτυχίες: {failed}, καμία δεν χάθηκε.',
  'history.sentence.failed.week':
    'Σε 7 ημέρες {done, plural, one {# εκτέλεση έγινε} other {# εκτελέσεις έγιναν}}, αποτυχίες: {failed}, καμία δεν χάθηκε.',
  'history.sentence.failed.month':
    'Σε 30 ημέρες {done, plural, one {# εκτέλεση έγινε} other {# εκτελέσεις έγιναν}}, αποτυχίες: {failed}, καμία δεν χάθηκε.',
  'history.sentence.lost.day':
    'Σε 24 ώρες {done, plural, one {# εκτέλεση έγινε} other {# εκτελέσεις έγιναν}}, αποτυχίες: {failed}, χάθηκαν από διακοπή: {lost}.',
  'history.sentence.lost.week':
    'Σε 7 ημέρες {done, plural, one {# εκτέλεση έγινε} other {# εκτελέσεις έγιναν}}, αποτυχίες: {failed}, χάθηκαν από διακοπή: {lost}.',
  'history.sentence.lost.month':
    'Σε 30 ημέρες {done, plural, one {# εκτέλεση έγινε} other {# εκτελέσεις έγιναν}}, αποτυχίες: {failed}, χάθηκαν από διακοπή: {lost}.',
  'history.runs': 'Εκτελέσεις',
  'history.span': 'Πόσο πίσω',
  'history.span.day': '24 ώ',
  'history.span.week': '7 ημέρες',
  'history.span.month': '30 ημέρες',
  'history.bounds': 'Από {from} έως {to}',
  'history.picture': 'Οι εκτελέσεις ως εικόνα, {bounds}· ο πίνακας μετά λέει τα ίδια.',
  'history.events': 'Συμβάντα',
  'history.allLogs': 'Όλα τα αρχεία',
  'history.anyLevel': 'Κάθε επίπεδο',
  'history.allTasks': 'Όλες οι εργασίες',
  'history.find': 'Εργασία, υπηρεσία ή λέξεις',
  'history.rows': '{shown, number} από {count, number} γραμμές',
  'history.time': 'Ώρα',
  'history.level': 'Επίπεδο',
  'history.log': 'Αρχείο',
  'history.id': 'Αρ.',
  'history.event': 'Συμβάν',
  'history.task': 'Εργασία',
  'history.subject': 'Θέμα',
  'history.what': 'Τι συνέβη',
  'history.machine': 'Συντήρηση',
  'history.instance': 'Παρουσία',
  'history.fold': '× {count} {since}',
  'history.older': 'Εμφάνιση παλαιότερων',
  'history.none': 'Κανένα συμβάν',
  'history.none.text': 'Ό,τι συμβαίνει θα εμφανίζεται εδώ, κάθε συμβάν με την αιτία του.',
  'history.none.found': 'Δεν ταιριάζει κανένα συμβάν. Δοκιμάστε άλλες λέξεις ή άλλο επίπεδο.',
  'log.System': 'System',
  'log.TaskScheduler/Operational': 'Operational',
  'log.TaskScheduler/Maintenance': 'Maintenance',
  'log.TaskScheduler/Diagnostic': 'Diagnostic',
  'level.Critical': 'Κρίσιμο',
  'level.Error': 'Σφάλμα',
  'level.Warning': 'Προειδοποίηση',
  'level.Information': 'Πληροφορία',
  'level.Verbose': 'Αναλυτικό',
  'act.openTask': 'Άνοιγμα εργασίας',
  'act.onlyThisTask': 'Μόνο αυτή η εργασία',
  'act.copy': 'Αντιγραφή ως κείμενο',
  'act.copied': 'Αντιγράφηκε',
};
