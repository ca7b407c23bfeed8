import type { why as english } from '../en/why.js';
import type { Translation } from '../translation.js';

/** Έλεγχοι πίσω από την κατάσταση μιας εργασίας συντήρησης και τι τους άρει. */
export const why: Translation<typeof english> = {
  'why.test.set-off': 'Ενεργοποιήθηκε από έναυσμα',
  'why.test.power-for-the-task': 'Σε ρεύμα δικτύου',
  'why.test.its-network': 'Το δίκτυό της συνδεδεμένο',
  'why.test.idle-for-tasks': 'Αδράνεια δεκαπέντε λεπτών',
  'why.test.user-logged-on': 'Ο χρήστης της συνδεδεμένος',
  'why.test.no-other-instance': 'Καμία άλλη παρουσία',
  'why.remedy.power-for-the-task': 'συνδέστε το ρεύμα ή αλλάξτε τη συνθήκη τροφοδοσίας',
  'why.remedy.its-network': 'συνδεθείτε σε αυτό',
  'why.remedy.idle-for-tasks': 'αφήστε τον υπολογιστή ή ξεκινήστε την εργασία με το χέρι',
  'why.remedy.user-logged-on': 'αφήστε τον χρήστη να συνδεθεί',
  'why.test.program': 'Έχει πρόγραμμα',
  'why.test.in-time': 'Εντός προθεσμίας',
  'why.test.not-stopped': 'Δεν σταματήσατε τη συντήρηση',
  'why.test.catch-up': 'Η αναπλήρωση δεν αναβλήθηκε',
  'why.test.working': 'Εκτελείται με πλήρη ταχύτητα',
  'why.test.clock-set': 'Ρολόι ρυθμισμένο',
  'why.test.battery-charge': 'Αρκετή φόρτιση μπαταρίας',
  'why.test.network': 'Δίκτυο συνδεδεμένο',
  'why.remedy.program': 'καταχωρίστε έναν χειριστή για την κλάση της ή δώστε της ένα πρόγραμμα',
  'why.remedy.not-held': 'διορθώστε το πρόγραμμα ή τον ορισμό της και έπειτα εκτελέστε τώρα τη συντήρηση',
  'why.remedy.maintenance-on': 'ρωτήστε όποιον όρισε την πολιτική',
  'why.remedy.working': 'αφήστε τον υπολογιστή',
  'why.remedy.clock-set': 'ρυθμίστε το ρολόι· σε δέκα λεπτά θεωρείται σωστό',
  'why.remedy.battery-charge': 'αφήστε τη μπαταρία να φορτίσει',
  'why.remedy.network': 'συνδέστε το δίκτυο που ζητά',
};
