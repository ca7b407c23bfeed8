import type { panelSettings as english } from '../en/panel-settings.js';
import type { Translation } from '../translation.js';

export const panelSettings: Translation<typeof english> = {
  'page.settings': 'Ρυθμίσεις',
  'settings.sentence': 'Πώς φαίνεται, μιλά και κρατά αρχεία το Caretaker.',
  'settings.sub': 'Το πότε εκτελείται η συντήρηση ορίζεται στη δική της σελίδα.',
  'settings.toMaintenance': 'Ρυθμίσεις της Αυτόματης συντήρησης',
  'settings.appearance': 'Εμφάνιση και γλώσσα',
  'settings.appearance.sub': 'φυλάσσονται σε αυτό το πρόγραμμα περιήγησης',
  'settings.theme': 'Θέμα',
  'settings.language': 'Γλώσσα',
  'settings.notices': 'Ειδοποιήσεις',
  'settings.notices.text':
    'Ειδοποίηση έρχεται όταν χαθεί προθεσμία, αποτύχει εργασία ή χρειάζεστε εσείς: μία φορά, μαζί με το τι μπορεί να γίνει. Όταν όλα είναι καλά, δεν έρχεται τίποτα.',
  'settings.records': 'Αρχεία καταγραφής',
  'settings.records.text':
    'Η εργασία {task} διαγράφει κάθε ημέρα τις παλιές εγγραφές. Μπορεί να εκτελεστεί οποτεδήποτε και αλλάζει όπως κάθε εργασία.',
  'settings.records.keep': 'Διαγραφή όσων είναι παλαιότερα από',
  'settings.records.journal': 'Περιορισμός ημερολογίου σε',
  'settings.records.journal.value': '{size} MB',
  'settings.records.cleanUp': 'Εκκαθάριση τώρα',
  'settings.records.done':
    '{records, plural, one {Διαγράφηκε # εγγραφή} other {Διαγράφηκαν # εγγραφές}}, {instances, plural, one {# εκτέλεση} other {# εκτελέσεις}}.',
  'settings.records.ask': 'Διαγραφή όσων είναι παλαιότερα από {period};',
  'settings.records.ask.text': 'Εγγραφές, εκτελέσεις και εικόνες από πριν χάνονται οριστικά.',
  'settings.host': 'Αυτός ο κεντρικός υπολογιστής',
  'settings.host.version': 'Έκδοση',
  'settings.host.kind': 'Είδος',
  'settings.host.kind.electron': 'Εφαρμογή με παράθυρο και εικονίδιο',
  'settings.host.kind.headless': 'Χωρίς οθόνη',
  'settings.host.since': 'Εκτελείται',
  'settings.host.home': 'Φάκελος',
  'settings.host.panel': 'Διεύθυνση του πίνακα',
  'settings.host.pid': 'Διεργασία',
};
