import type { panelDiagnosis as english } from '../en/panel-diagnosis.js';
import type { Translation } from '../translation.js';

export const panelDiagnosis: Translation<typeof english> = {
  'page.diagnosis': 'Διάγνωση',
  'diagnosis.fine': 'Τίποτα δεν εμποδίζει τη συντήρηση.',
  'diagnosis.problems':
    '{count, plural, one {# πράγμα εμποδίζει τη συντήρηση ή την αφύπνιση.} other {# πράγματα εμποδίζουν τη συντήρηση ή την αφύπνιση.}}',
  'diagnosis.sub': '{count, plural, one {# έλεγχος} other {# έλεγχοι}}, {ago}.',
  'diagnosis.again': 'Νέος έλεγχος',
  'diagnosis.running': 'Εκτέλεση',
  'diagnosis.waking': 'Αφύπνιση του υπολογιστή',
  'diagnosis.how': 'πηγή: {how}',
  'diagnosis.share': '{some} από {all}',
  'diagnosis.starved':
    '{count, plural, =0 {καμία δεν περιμένει υπερβολικά} one {# περιμένει υπερβολικά} other {# περιμένουν υπερβολικά}}',
  'how.setting enabled': 'οι ρυθμίσεις',
  'how.setting wake': 'οι ρυθμίσεις',
  'how.schedules': 'τα χρονοδιαγράμματα των εργασιών',
  'how.history of sleep and power': 'το ιστορικό ύπνου και τροφοδοσίας',
  'value.no sleep seen': 'δεν έχει φανεί ύπνος ακόμη',
  'value.not told': 'δεν δηλώνεται',
  'act.diagnose': 'Αναζήτηση εμποδίων',
};
