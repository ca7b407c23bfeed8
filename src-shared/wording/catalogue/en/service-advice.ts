/** Advice on services after the checklist of the Windows paper, as the end of "imaged: …". */
export const serviceAdvice = {
  'serviceAdvice.automatic-with-triggers':
    'it starts with the system and by triggers; demand is enough, the triggers start it when it is needed',
  'serviceAdvice.automatic-start':
    'it runs all the time; that is right for a service that is busy most of the time, else start it on demand or by a trigger',
  'serviceAdvice.no-idle-stop':
    'nothing stops it once it runs; set idleStop to two to five minutes, or let it report STOPPED itself',
  'serviceAdvice.large-account':
    'it runs with all rights of the system; LocalService or NetworkService is enough for most services',
  'serviceAdvice.split-privileges':
    'it meets the network with all rights of the system; keep a small local part with these rights, and give the network to a second service with a small account',
  'serviceAdvice.loose-rights':
    'its descriptor lets others than administrators change its configuration; take SERVICE_CHANGE_CONFIG from them',
} as const;
