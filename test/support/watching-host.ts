/**
 * A program for tests that kill it: the network and device sensors and the keep-awake lock of a host,
 * on whatever PATH and buses its environment names. Says `up` when all are at work.
 */
import { chooseKeepAwake } from '../../src-main/adapters/awake/choose.js';
import { chooseDeviceSensor } from '../../src-main/adapters/device/choose.js';
import { chooseNetworkSensor } from '../../src-main/adapters/network/choose.js';
import { eventually } from './eventually.js';
import { sensorContext } from './sensor-context.js';

const context = sensorContext(process.env);
const device = chooseDeviceSensor(context);
const network = chooseNetworkSensor(context);
const keepAwake = chooseKeepAwake(context);
keepAwake.hold('a test');
await network.start(() => undefined);
await device.start(() => undefined);
await eventually(() => device.describe()[0]?.value === 'listening');
await eventually(() => network.describe()[0]?.value !== 'unknown');
console.log('up');
