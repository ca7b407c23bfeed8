import { existsSync } from 'node:fs';
import type { JournalSensor, SensorContext } from '../../ports/sensors.js';
import { JournalctlSensor } from './journal-sensor.linux.js';
import { NoJournal } from './no-journal.js';

const places = ['/usr/bin/journalctl', '/bin/journalctl'];

/** The journal of systemd where there is one. */
export function chooseJournalSensor(
  context: SensorContext,
  platform: NodeJS.Platform = process.platform,
): JournalSensor {
  const journalctl = platform === 'linux' ? places.find((place) => existsSync(place)) : undefined;
  return journalctl === undefined ? new NoJournal(context) : new JournalctlSensor(context, journalctl);
}
