import type { Refusal, RefusalReason } from '../../../../src-shared/failure/refusal.js';
import type { ServiceErrorReason } from '../../../../src-shared/failure/service-errors.js';
import { serviceErrorCodes } from '../../../../src-shared/failure/service-errors.js';
import { win32Text } from '../../../../src-shared/wording/win32.js';
import type { Language } from '../../../../src-shared/wording/language.js';

/** Greek for each reason. The host's own English sentence says more (which task, which value) and follows where it does. */
const greek: Record<Exclude<RefusalReason, ServiceErrorReason>, string> = {
  'bad-input': 'Η τιμή δεν είναι έγκυρη',
  'unknown-task': 'Δεν υπάρχει τέτοια εργασία',
  'task-exists': 'Η εργασία υπάρχει ήδη',
  'task-disabled': 'Η εργασία είναι απενεργοποιημένη',
  'no-start-on-demand': 'Η εργασία δεν επιτρέπεται να ξεκινήσει με το χέρι',
  'already-running': 'Η εργασία εκτελείται ήδη',
  'not-running': 'Η εργασία δεν εκτελείται',
  'on-battery': 'Ο υπολογιστής λειτουργεί με μπαταρία',
  'no-network': 'Δεν υπάρχει το δίκτυο που χρειάζεται η εργασία',
  'not-logged-on': 'Ο χρήστης της εργασίας δεν είναι συνδεδεμένος',
  'too-busy': 'Η εργασία έχει ήδη όσες ενάρξεις επιτρέπονται',
  'nothing-due': 'Δεν εκκρεμεί καμία εργασία',
  'maintenance-off': 'Η αυτόματη συντήρηση είναι ανενεργή',
  'maintenance-not-running': 'Δεν εκτελείται συντήρηση',
  'maintenance-running': 'Η συντήρηση εκτελείται ήδη',
  paused: 'Η συντήρηση είναι σε παύση',
  'not-paused': 'Η συντήρηση δεν είναι σε παύση',
  'no-plan': 'Δεν έχει προγραμματιστεί αναπλήρωση',
  'unknown-notice': 'Αυτή η ειδοποίηση δεν υπάρχει πια',
  'set-by-policy': 'Η ρύθμιση ορίζεται από πολιτική',
  'invalid-task': 'Η εργασία δεν είναι έγκυρη',
  'access-denied': 'Δεν επιτρέπεται η πρόσβαση',
  'unknown-request': 'Το αίτημα δεν είναι γνωστό',
  'no-handler': 'Δεν υπάρχει χειριστής για αυτό',
  'store-failing': 'Η αποθήκευση απέτυχε',
  'shutting-down': 'Ο Caretaker τερματίζεται',
};

/** The sentence of a refusal for people. */
export function refusalWords(refusal: Refusal, language: Language): string {
  if (language === 'en') return refusal.message;
  return `${greekWords(refusal.reason)}: ${refusal.message}`;
}

function greekWords(reason: RefusalReason): string {
  if (Object.hasOwn(serviceErrorCodes, reason)) {
    return win32Text(serviceErrorCodes[reason as ServiceErrorReason], 'el').replace(/\.$/, '');
  }
  return greek[reason as keyof typeof greek] ?? reason;
}
