import type { serviceAdvice as source } from '../en/service-advice.js';
import type { Translation } from '../translation.js';

/** Συμβουλές για υπηρεσίες, ως τέλος του «imaged: …». */
export const serviceAdvice: Translation<typeof source> = {
  'serviceAdvice.automatic-with-triggers':
    'ξεκινά μαζί με το σύστημα και από εναύσματα· αρκεί η εκκίνηση κατ’ απαίτηση, τα εναύσματα την ξεκινούν όταν χρειάζεται',
  'serviceAdvice.automatic-start':
    'εκτελείται συνεχώς· αυτό ταιριάζει σε υπηρεσία που είναι απασχολημένη τον περισσότερο χρόνο, αλλιώς ξεκινήστε την κατ’ απαίτηση ή με έναυσμα',
  'serviceAdvice.no-idle-stop':
    'τίποτα δεν τη διακόπτει όσο εκτελείται· ορίστε idleStop από δύο έως πέντε λεπτά, ή αφήστε την να αναφέρει η ίδια STOPPED',
  'serviceAdvice.large-account':
    'εκτελείται με όλα τα δικαιώματα του συστήματος· για τις περισσότερες υπηρεσίες αρκεί ο LocalService ή ο NetworkService',
  'serviceAdvice.split-privileges':
    'έρχεται σε επαφή με το δίκτυο με όλα τα δικαιώματα του συστήματος· κρατήστε ένα μικρό τοπικό τμήμα με αυτά τα δικαιώματα και δώστε το δίκτυο σε δεύτερη υπηρεσία με μικρό λογαριασμό',
  'serviceAdvice.loose-rights':
    'η περιγραφή ασφαλείας της επιτρέπει και σε μη διαχειριστές να αλλάξουν τη ρύθμισή της· αφαιρέστε τους το δικαίωμα SERVICE_CHANGE_CONFIG',
};
