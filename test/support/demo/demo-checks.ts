import type {
  CheckId,
  CheckReason,
  CheckState,
  DiagnosisCheck,
} from '../../../src-shared/model/diagnosis.js';
import { checkRemedy, checkTitle } from '../../../src-shared/wording/diagnosis.js';
import { at } from './demo-day.js';

function check(
  id: CheckId,
  state: CheckState,
  reason: CheckReason | null,
  value: string,
  how: string,
  tasks: string[] = [],
): DiagnosisCheck {
  const remedy = checkRemedy(reason, 'en');
  return { id, title: checkTitle(id, 'en'), state, reason, value, how, remedy, tasks };
}

/** A laptop with S3 whose firmware does not let the clock wake it. */
export const demoChecks: DiagnosisCheck[] = [
  check('maintenance-enabled', 'ok', null, 'on', 'setting enabled'),
  check('sensors', 'ok', null, 'power ac, idle active', 'power: upower, idle: mutter'),
  check('low-power', 'ok', null, 'balanced', '/sys/firmware/acpi/platform_profile'),
  check('starved-tasks', 'ok', null, '0', 'schedules'),
  check('task-settings', 'problem', 'no-deadline', '8/9 with Period and Deadline', 'MaintenanceSettings', [
    '\\Caretaker\\StorageReport',
  ]),
  check('task-enabled', 'problem', 'tasks-disabled', '9/10', 'Settings/Enabled', ['\\System\\DefragVault']),
  check('sleep-model', 'ok', null, 'S3 (s2idle [deep])', '/sys/power/mem_sleep'),
  check('wake-from-standby', 'not-applicable', 's3-machine', 'S3', '/sys/power/mem_sleep'),
  check(
    'wake-firmware',
    'problem',
    'firmware-wake-off',
    'disabled',
    '/sys/class/rtc/rtc0/device/power/wakeup',
  ),
  check('wake-timers', 'unknown', 'timers-unknown', 'not told', 'no source'),
  check('wake-policy', 'ok', null, 'on', '/etc/caretaker/policy.d/office.yaml'),
  check('task-wake-to-run', 'not-applicable', 'no-wake-to-run', '0/10', 'Settings/WakeToRun'),
  check('slept-on-ac', 'ok', null, `ac at ${at('04:00')}`, 'history of sleep and power'),
];
