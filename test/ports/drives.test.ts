import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCommand } from '../../src-main/adapters/child/command.js';
import { MountedDrivesSensor } from '../../src-main/adapters/mounts/drives-sensor.linux.js';
import type { DrivesReading } from '../../src-main/core/signals/readings.js';
import { FakeReadingSensor } from '../support/fakes/fake-reading-sensor.js';
import { sensorContext } from '../support/sensor-context.js';
import { describeDrivesSensor } from './conformance/drives.js';

describeDrivesSensor('fake', () => {
  const sensor = new FakeReadingSensor<DrivesReading>('system', { drives: [] }, ({ drives }) =>
    drives.join(' '),
  );
  return {
    sensor,
    mount: () => {
      sensor.set({ drives: ['/net/home'] });
      return '/net/home';
    },
    unmount: () => sensor.set({ drives: [] }),
    close: () => undefined,
  };
});

const findmnt = process.platform === 'linux' ? findCommand('findmnt', process.env) : null;
const missing = findmnt === null ? 'needs findmnt' : process.getuid?.() === 0 ? null : 'needs root';

// ramfs stands in for a network's file system: no other machine is needed, and nothing else here uses it.
describeDrivesSensor(
  'findmnt',
  () => {
    const point = mkdtempSync(join(tmpdir(), 'caretaker-drive '));
    let mounted = false;
    const unmount = (): void => {
      if (mounted) execFileSync('umount', [point]);
      mounted = false;
    };
    return {
      sensor: new MountedDrivesSensor(sensorContext(), findmnt ?? '', ['ramfs']),
      mount: () => {
        execFileSync('mount', ['-t', 'ramfs', 'ramfs', point]);
        mounted = true;
        return point;
      },
      unmount,
      close: () => {
        unmount();
        rmdirSync(point);
      },
    };
  },
  missing,
);
