import { readFileSync } from 'node:fs';
import type { SignalInfo } from '../../../src-shared/model/signal.js';
import type { SessionReading } from '../../core/signals/readings.js';
import type { SessionSensor } from '../../ports/sensors.js';

/** Groups of an account: its own, and those that list it. Directory services are not asked. */
export function groupsOf(user: string, passwd: string, group: string): string[] {
  const gid = lines(passwd).find(([name]) => name === user)?.[3];
  const found = lines(group).flatMap(([name = '', , number, members = '']) =>
    number === gid || members.split(',').includes(user) ? [name] : [],
  );
  return [...new Set(found)].sort();
}

function lines(path: string): string[][] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(':'))
      .filter(([name]) => name !== '');
  } catch {
    return [];
  }
}

/** A session sensor whose readings say to which groups each user belongs: tasks of a group need that. */
export class SessionsWithGroups implements SessionSensor {
  constructor(
    private readonly sensor: SessionSensor,
    private readonly passwd = '/etc/passwd',
    private readonly group = '/etc/group',
  ) {}

  start(onReading: (reading: SessionReading) => void): Promise<void> {
    return this.sensor.start(({ sessions }) =>
      onReading({
        sessions:
          sessions?.map((session) => ({
            ...session,
            groups: groupsOf(session.user, this.passwd, this.group),
          })) ?? null,
      }),
    );
  }

  stop(): Promise<void> {
    return this.sensor.stop();
  }

  describe(): SignalInfo[] {
    return this.sensor.describe();
  }
}
