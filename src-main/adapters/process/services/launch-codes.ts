/** Win32 errors of a log-on that is refused (reference "service model", section 17). */
export const logOnCodes = {
  /** The name or its secret is bad, or this host cannot become that account. */
  failed: 1069,
  noAccount: 1057,
} as const;

/** The Win32 error inside a result code of the form 0x8007…. */
export function win32Of(resultCode: number): number {
  return resultCode & 0xffff;
}
