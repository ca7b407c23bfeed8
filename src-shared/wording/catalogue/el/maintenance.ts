import type { maintenance as english } from '../en/maintenance.js';
import type { Translation } from '../translation.js';

export const maintenance: Translation<typeof english> = {
  'state.nothingDue': 'Δεν εκκρεμεί τίποτα. Επόμενο παράθυρο {moment}.',
  'state.nothingDue.noWindow': 'Δεν εκκρεμεί τίποτα.',
  'state.off': 'Η αυτόματη συντήρηση είναι ανενεργή.',
  'state.off.sub': 'Καμία εργασία συντήρησης δεν ξεκινά μόνη της μέχρι να την ενεργοποιήσετε.',
  'state.running.manual': 'Η συντήρηση εκτελείται επειδή το ζητήσατε.',
  'state.running.idle': 'Λείπετε, οπότε εκτελείται η συντήρηση.',
  'state.running.regular': 'Το καθημερινό παράθυρο άνοιξε, οπότε εκτελείται η συντήρηση.',
  'state.running.manual.sub': 'Συνεχίστε τη δουλειά σας: αυτή η εκτέλεση δεν σταματά όταν πληκτρολογείτε.',
  'state.running.idle.sub': 'Σταματά αμέσως μόλις επιστρέψετε.',
  'state.running.emergency.sub': 'Μια εργασία έχει χάσει την προθεσμία της και προηγείται.',
  'state.running.now':
    '{count, plural, offset:1 =1 {Εκτελείται τώρα: {first}.} one {Εκτελούνται τώρα: {first} και # ακόμη εργασία.} other {Εκτελούνται τώρα: {first} και # ακόμη εργασίες.}}',
  'state.suspended.presence': 'Σε αναστολή: επιστρέψατε. Θα συνεχίσει όταν φύγετε.',
  'state.suspended.power': 'Σε αναστολή: χάθηκε το ρεύμα δικτύου. Θα συνεχίσει όταν επανέλθει.',
  'state.suspended.window': 'Σε αναστολή: το παράθυρο έκλεισε. Θα συνεχίσει στην επόμενη ευκαιρία.',
  'state.suspended.pause': 'Σε αναστολή: η συντήρηση είναι σε παύση. Θα συνεχίσει μετά.',
  'state.suspended.sleep': 'Σε αναστολή: ο υπολογιστής κοιμήθηκε. Θα συνεχίσει μόλις ηρεμήσει.',
  'state.suspended.user': 'Σε αναστολή: τη σταματήσατε. Ό,τι έμεινε εκκρεμεί ακόμη.',
  'state.suspended.settings': 'Σε αναστολή: άλλαξαν οι ρυθμίσεις. Θα συνεχίσει όπως αυτές επιτρέπουν.',
  'state.suspended.policy': 'Σε αναστολή: το απαγορεύει μια πολιτική.',
  'state.suspended.other': 'Σε αναστολή. Θα συνεχίσει όταν ισχύσουν ξανά όλες οι συνθήκες.',
  'state.paused.until': 'Σε παύση από εσάς {until}.',
  'state.paused': 'Σε παύση από εσάς.',
  'state.paused.sub': 'Τίποτα δεν ξεκινά μέχρι τότε. Ό,τι εκκρεμεί παραμένει.',
  'state.overdue': 'Η εργασία «{task}» έχασε την προθεσμία της {moment}.',
  'state.overdue.more':
    '{count, plural, one {# ακόμη εργασία έχει χάσει την προθεσμία της.} other {# ακόμη εργασίες έχουν χάσει την προθεσμία τους.}}',
  'state.overdue.waits': 'Περιμένει: {reason}.',
  'state.wait.disabled': 'Η αυτόματη συντήρηση είναι ανενεργή.',
  'state.wait.task-disabled': 'Ό,τι εκκρεμεί είναι απενεργοποιημένο.',
  'state.wait.paused': 'Η συντήρηση είναι σε παύση.',
  'state.wait.settling': 'Αναμονή ενός λεπτού μέχρι να ηρεμήσει ο υπολογιστής.',
  'state.wait.presence': 'Αναμονή μέχρι να φύγετε από τον υπολογιστή.',
  'state.wait.presence-unknown':
    'Δεν είναι γνωστό αν είστε εδώ. Το άγνωστο δεν λογίζεται αδράνεια, οπότε τίποτα δεν ξεκινά.',
  'state.wait.busy': 'Αναμονή: γίνεται κλήση, ταινία ή παρουσίαση.',
  'state.wait.load': 'Αναμονή μέχρι να έχουν λιγότερη δουλειά τα άλλα προγράμματα.',
  'state.wait.load-unknown': 'Μετριέται πόσο απασχολούνται τα άλλα προγράμματα: χρειάζεται ένα λεπτό.',
  'state.wait.power': 'Αναμονή για ρεύμα δικτύου.',
  'state.wait.power.since': 'Αναμονή για ρεύμα δικτύου {since}.',
  'state.wait.power-unknown':
    'Η τροφοδοσία είναι άγνωστη. Το άγνωστο δεν λογίζεται ρεύμα, οπότε τίποτα δεν ξεκινά.',
  'state.wait.window': 'Αναμονή για το παράθυρο {moment}.',
  'state.wait.window.noWindow': 'Αναμονή για το παράθυρο συντήρησης.',
  'state.wait.parallel': 'Αναμονή για μια εργασία που εκτελείται.',
  'state.wait.exclusive': 'Αναμονή μέχρι να τελειώσει μια εργασία που εκτελείται μόνη της.',
  'state.wait.ended-by-user': 'Τερματίσατε ό,τι εκκρεμεί. Περιμένει την επόμενη καθημερινή εκτέλεση.',
  'state.wait.stopped-by-user':
    'Σταματήσατε τη συντήρηση. Ό,τι εκκρεμεί περιμένει την επόμενη καθημερινή εκτέλεση.',
  'state.wait.running': 'Αναμονή για μια εργασία που εκτελείται.',
  'state.wait.asleep': 'Ο υπολογιστής κοιμάται.',
  'state.wait.shutdown': 'Ο υπολογιστής τερματίζεται.',
  'state.wait.not-due': 'Δεν εκκρεμεί τίποτα.',
  'state.wait.no-start-on-demand': 'Ό,τι εκκρεμεί δεν επιτρέπεται να ξεκινήσει με το χέρι.',
  'state.wait.storage': 'Τα συμβάντα δεν μπορούν να αποθηκευτούν αυτή τη στιγμή, οπότε τίποτα δεν ξεκινά.',
  'state.wait.network': 'Αναμονή για δίκτυο.',
  'state.wait.no-handler': 'Δεν υπάρχει εδώ χειριστής για ό,τι εκκρεμεί.',
  'state.wait.launch-failed': 'Ό,τι εκκρεμεί δεν μπόρεσε να ξεκινήσει.',
  'state.wait.starting': 'Η συντήρηση ξεκινά σε λίγο.',
  'state.due':
    '{count, plural, offset:1 =1 {Εκκρεμεί: {first}.} one {Εκκρεμούν: {first} και # ακόμη εργασία.} other {Εκκρεμούν: {first} και # ακόμη εργασίες.}}',
  'state.nextWindow': 'Επόμενο παράθυρο {moment}.',
  'state.lastRun':
    'Η τελευταία εκτέλεση τελείωσε {moment}: {count, plural, one {# εργασία έγινε} other {# εργασίες έγιναν}}.',
  'state.lastRun.failed':
    'Η τελευταία εκτέλεση τελείωσε {moment}: {count, plural, one {# εργασία έγινε} other {# εργασίες έγιναν}}, αποτυχίες: {failed}.',
  'state.disconnected': 'Το Caretaker δεν απαντά. Όσες εργασίες εκτελούνται συνεχίζουν.',

  'notice.deadline-missed.title': 'Χαμένη προθεσμία: {task}',
  'notice.deadline-missed.body': 'Θα εκτελεστεί μόλις επιτραπεί. Μπορείτε και να την εκτελέσετε τώρα.',
  'notice.task-failed.title': 'Αποτυχία: {task}',
  'notice.task-failed.body': 'Τελείωσε με σφάλμα. Η έξοδός της λέει περισσότερα.',
  'notice.store-failing.title': 'Το Caretaker δεν μπορεί να αποθηκεύσει',
  'notice.store-failing.body':
    'Ίσως γέμισε ο δίσκος. Όσες εργασίες εκτελούνται μπαίνουν σε αναστολή και τίποτα δεν ξεκινά μέχρι να λειτουργήσει ξανά η αποθήκευση.',
  'notice.engine-failing.title': 'Το Caretaker σταμάτησε να ξεκινά εργασίες',
  'notice.engine-failing.body':
    'Συνάντησε το ίδιο σφάλμα πολλές φορές. Εκτελέστε «caretaker report» και ξεκινήστε το ξανά.',
  'notice.someTask': 'Μια εργασία',
};
