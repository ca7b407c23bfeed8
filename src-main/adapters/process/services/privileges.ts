/** What a Windows privilege allows, in capabilities(7); privileges without an entry need none here. */
const capabilitiesByPrivilege: Record<string, string[]> = {
  SeAuditPrivilege: ['audit_write'],
  SeBackupPrivilege: ['dac_read_search'],
  SeDebugPrivilege: ['sys_ptrace'],
  SeImpersonatePrivilege: ['setuid', 'setgid'],
  SeIncreaseBasePriorityPrivilege: ['sys_nice'],
  SeIncreaseQuotaPrivilege: ['sys_resource'],
  SeLoadDriverPrivilege: ['sys_module'],
  SeLockMemoryPrivilege: ['ipc_lock'],
  SeManageVolumePrivilege: ['sys_admin'],
  SeRestorePrivilege: ['dac_override', 'fowner', 'chown'],
  SeSecurityPrivilege: ['audit_control'],
  SeShutdownPrivilege: ['sys_boot'],
  SeSystemtimePrivilege: ['sys_time'],
  SeTakeOwnershipPrivilege: ['chown'],
  SeTcbPrivilege: ['sys_admin'],
};

/**
 * Capabilities for a list of required privileges: all others are taken away, as Windows strips the token
 * (RequiredPrivileges). null for an empty list: nothing is taken. Names such as `CAP_NET_RAW` stand for
 * themselves.
 */
export function capabilitiesOf(privileges: string[]): string[] | null {
  if (privileges.length === 0) return null;
  const found = privileges.flatMap((name) => {
    if (/^cap_[a-z_]+$/i.test(name)) return [name.slice('cap_'.length).toLowerCase()];
    return capabilitiesByPrivilege[name] ?? [];
  });
  return [...new Set(found)];
}
