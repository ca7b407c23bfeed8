import type { Language } from '../../../../src-shared/wording/language.js';

/** What the storage report says, beside figures and names. */
const english = {
  title: (day: string) => `Storage report, ${day}`,
  fileSystems: 'File systems, largest first',
  disks: 'Disks',
  size: 'Size',
  free: 'Free',
  nearlyFull: 'nearly full',
  healthy: 'healthy',
  failing: 'about to fail, says the disk itself',
  unknown: 'health not known',
  howToKnow: 'The health of a disk can be read where smartmontools is installed and the host runs as root.',
  nothing: 'This machine shows no disks or file systems of its own; there is nothing to look after here.',
  allWell: 'Nothing needs attention.',
  spaceWarning: (mount: string, percent: string) =>
    `Warning: ${mount} has only ${percent} of its space left. Remove or move what is no longer needed.`,
  healthWarning: (disk: string) =>
    `Warning: the disk ${disk} says that it is failing. Copy what matters to another disk now.`,
};

type Words = typeof english;

const greek: Words = {
  title: (day) => `Αναφορά αποθήκευσης, ${day}`,
  fileSystems: 'Συστήματα αρχείων, τα μεγαλύτερα πρώτα',
  disks: 'Δίσκοι',
  size: 'Μέγεθος',
  free: 'Ελεύθερα',
  nearlyFull: 'σχεδόν γεμάτο',
  healthy: 'υγιής',
  failing: 'πρόκειται να χαλάσει, όπως δηλώνει ο ίδιος',
  unknown: 'άγνωστη υγεία',
  howToKnow:
    'Η υγεία ενός δίσκου διαβάζεται όπου υπάρχει το smartmontools και το Caretaker εκτελείται ως root.',
  nothing:
    'Αυτό το μηχάνημα δεν δείχνει δικούς του δίσκους ή συστήματα αρχείων· δεν υπάρχει κάτι προς έλεγχο.',
  allWell: 'Τίποτα δεν χρειάζεται προσοχή.',
  spaceWarning: (mount, percent) =>
    `Προειδοποίηση: στο ${mount} απομένει μόνο ${percent} του χώρου. Διαγράψτε ή μεταφέρετε ό,τι δεν χρειάζεται πια.`,
  healthWarning: (disk) =>
    `Προειδοποίηση: ο δίσκος ${disk} δηλώνει ότι χαλάει. Αντιγράψτε τώρα ό,τι έχει σημασία σε άλλον δίσκο.`,
};

/** The words of a language. */
export function storageWords(language: Language): Words {
  return language === 'el' ? greek : english;
}
