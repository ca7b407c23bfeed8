/**
 * Refusals of the service manager: each is one Win32 error (reference "service model", section 17).
 * Spread into the closed list of refusals; the number is the plain Win32 code, as sc prints it.
 */
export const serviceErrorCodes = {
  'service-program-missing': 2,
  'service-path-missing': 3,
  'service-access-denied': 5,
  'service-invalid-data': 13,
  'service-invalid-parameter': 87,
  'service-invalid-name': 123,
  'service-bad-program': 193,
  'dependent-services-running': 1051,
  'service-invalid-control': 1052,
  'service-timeout': 1053,
  'service-no-thread': 1054,
  'service-already-running': 1056,
  'service-invalid-account': 1057,
  'service-disabled': 1058,
  'circular-dependency': 1059,
  'unknown-service': 1060,
  'service-cannot-accept-control': 1061,
  'service-not-active': 1062,
  'service-exception': 1064,
  'service-specific-error': 1066,
  'service-aborted': 1067,
  'service-dependency-failed': 1068,
  'service-logon-failed': 1069,
  'service-start-hang': 1070,
  'service-marked-for-delete': 1072,
  'service-exists': 1073,
  'already-running-last-known-good': 1074,
  'service-dependency-deleted': 1075,
  'boot-already-accepted': 1076,
  'service-never-started': 1077,
  'duplicate-service-name': 1078,
  'different-service-account': 1079,
  'service-is-driver': 1080,
  'no-recovery-program': 1082,
  'service-not-in-program': 1083,
  'not-safeboot-service': 1084,
  'shutdown-in-progress': 1115,
  'privilege-not-held': 1314,
} as const;

export type ServiceErrorReason = keyof typeof serviceErrorCodes;

/** Any request on a service may meet any of them. */
export const serviceErrorReasons = Object.keys(serviceErrorCodes) as ServiceErrorReason[];

const reasonsByCode = new Map<number, ServiceErrorReason>(
  serviceErrorReasons.map((reason) => [serviceErrorCodes[reason], reason]),
);

/** The reason of a Win32 code; a code without one of its own is an invalid parameter. */
export function serviceErrorReason(code: number): ServiceErrorReason {
  return reasonsByCode.get(code) ?? 'service-invalid-parameter';
}
