import type { Translation } from '../translation.js';
import type { maintenanceNotices as english } from '../en/maintenance-notices.js';

/** Ειδοποιήσεις της αυτόματης συντήρησης και προτάσεις για τα δικά της συμβάντα από το 907. */
export const maintenanceNotices: Translation<typeof english> = {
  'notice.emergency-running.title': 'Εκτελείται εκπρόθεσμη συντήρηση',
  'notice.emergency-running.body':
    'Η προθεσμία πέρασε: {task}. Ο υπολογιστής ίσως είναι πιο αργός μέχρι να ολοκληρωθεί.',
  'notice.wake-impossible.title': 'Ο υπολογιστής δεν μπορεί να αφυπνιστεί για συντήρηση',
  'notice.wake-impossible.body':
    'Η συντήρηση γίνεται όταν ο υπολογιστής είναι ανοιχτός, σε αδράνεια και στο ρεύμα. Η διάγνωση δείχνει τι εμποδίζει.',
  'notice.starved.title': 'Δεν έρχεται ποτέ η σειρά της: {task}',
  'notice.starved.body':
    'Περιμένει {count, plural, one {# ημέρα} other {# ημέρες}}. Αφήστε για λίγο τον υπολογιστή ανοιχτό, σε αδράνεια και στο ρεύμα, ή εκτελέστε την τώρα.',
  'notice.services-safe-mode.title': 'Οι υπηρεσίες εκτελούνται σε ασφαλή λειτουργία',
  'notice.services-safe-mode.body':
    'Μια σημαντική υπηρεσία απέτυχε επανειλημμένα να ξεκινήσει. Εκτελούνται μόνο οι υπηρεσίες της ασφαλούς λειτουργίας· την αιτία θα βρείτε στο αρχείο καταγραφής Σύστημα.',
  'notice.digest.title': 'Η συντήρηση των τελευταίων επτά ημερών',
  'notice.digest.body':
    'Έγιναν: {completed}. Απέτυχαν: {failed}. Εκπρόθεσμες: {overdue}. Περιμένουν πολύ: {starved}.',
  'notice.action.run-now': 'Εκτέλεση τώρα',
  'notice.action.postpone': 'Αναβολή',
  'notice.action.open-panel': 'Άνοιγμα του Caretaker',

  'event.907': 'Η εκτέλεση «{InstanceId}» της εργασίας «{TaskName}» συνεχίζει αργά: {ReasonText}.',
  'event.908': 'Η εκτέλεση «{InstanceId}» της εργασίας «{TaskName}» συνεχίζει με πλήρη ταχύτητα.',
  'event.909': 'Η εργασία συντήρησης «{TaskName}» περιμένει {Days} ημέρες χωρίς να ολοκληρωθεί.',
  'event.910': 'Προγραμματίστηκε η συντήρηση που χάθηκε: {Tasks}.',
  'event.911': 'Η αναπλήρωση της συντήρησης που χάθηκε αναβλήθηκε. Έως: {Until}.',
  'event.911.skip': 'Η αναπλήρωση της συντήρησης που χάθηκε παραλείφθηκε. Έως: {Until}.',
  'event.912': 'Η εργασία συντήρησης «{TaskName}» αναβλήθηκε. Έως: {Until}.',
  'event.913': 'Άλλαξε η πολιτική της αυτόματης συντήρησης: {Settings}.',
  'event.914':
    'Τις τελευταίες επτά ημέρες ολοκληρώθηκαν {Completed} εκτελέσεις συντήρησης και απέτυχαν {Failed}· εκπρόθεσμες εργασίες: {Overdue}.',
};
