import type { why as english } from '../en/why.js';
import type { Translation } from '../translation.js';

/** Έλεγχοι πίσω από την κατάσταση μιας εργασίας συντήρησης και τι τους άρει. */
export const why: Translation<typeof english> = {
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
