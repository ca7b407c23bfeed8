import type { desktop as english } from '../en/desktop.js';
import type { Translation } from '../translation.js';

export const desktop: Translation<typeof english> = {
  'desktop.runNow': 'Εκτέλεση συντήρησης τώρα',
  'desktop.runOnBattery': 'Εκτέλεση συντήρησης τώρα, με μπαταρία',
  'desktop.stop': 'Διακοπή συντήρησης',
  'desktop.pause': 'Παύση',
  'desktop.pauseLonger': 'Μεγαλύτερη παύση',
  'desktop.pause.hours': 'Για {count, plural, one {# ώρα} other {# ώρες}}',
  'desktop.pause.untilTomorrow': 'Έως αύριο',
  'desktop.continue': 'Συνέχεια τώρα',
  'desktop.open': 'Άνοιγμα του Caretaker',
  'desktop.quit': 'Έξοδος',
  'desktop.connecting': 'Το Caretaker ξεκινά.',
  'desktop.goesOn.title': 'Το Caretaker συνεχίζει στο παρασκήνιο',
  'desktop.goesOn.body':
    'Το εικονίδιό του βρίσκεται στην περιοχή ειδοποιήσεων. Όπου δεν εμφανίζεται, ξεκινήστε ξανά το Caretaker για να ανοίξει αυτό το παράθυρο.',
  'desktop.refused.title': 'Δεν έγινε',
  'desktop.failed.title': 'Το Caretaker δεν μπόρεσε να ξεκινήσει',
};
