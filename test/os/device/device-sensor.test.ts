import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { interfaceClass } from '../../../src-main/adapters/device/interface-classes.js';
import { chooseDeviceSensor } from '../../../src-main/adapters/device/choose.js';
import { UsbHotplugDevices } from '../../../src-main/adapters/device/usb-hotplug.js';
import type { DeviceReading } from '../../../src-main/core/signals/readings.js';
import type { DeviceSensor } from '../../../src-main/ports/sensors.js';
import { ChildProgram } from '../../support/child-program.js';
import { eventually } from '../../support/eventually.js';
import { makeNetworkNamespace, type NetworkNamespace } from '../../support/network-namespace.js';
import { Readings } from '../../support/readings.js';
import { missing, missingRoot, titled } from '../../support/requirements.js';
import { sensorContext, silentLog } from '../../support/sensor-context.js';
import { camera, missingUdev, sendUdevEvent } from '../../support/udev.js';
import { describeDeviceSensor, type DeviceBench } from '../../ports/conformance/device.js';

const reason = missingUdev();

describeDeviceSensor(
  'udevadm monitor, with events sent as udevd would',
  (): DeviceBench => {
    const net = makeNetworkNamespace();
    return {
      sensor: chooseDeviceSensor(sensorContext({ PATH: net.path }), 'linux'),
      source: existsSync('/run/udev/control') ? 'udev' : 'kernel-uevents',
      plugCamera: () => {
        sendUdevEvent(net, camera.device);
        sendUdevEvent(net, camera.interface);
        // What follows each add on a real system.
        sendUdevEvent(net, { ...camera.device, ACTION: 'bind' });
        sendUdevEvent(net, { ...camera.interface, ACTION: 'bind' });
      },
      pullCamera: () => {
        for (const ACTION of ['unbind', 'remove']) {
          sendUdevEvent(net, { ...camera.interface, ACTION });
          sendUdevEvent(net, { ...camera.device, ACTION });
        }
      },
      silence: () => {
        net.breakProgram('udevadm');
        for (const pid of monitorsUnder(process.pid)) process.kill(pid, 'SIGKILL');
      },
      speak: () => net.restoreProgram('udevadm'),
      close: () => net.remove(),
    };
  },
  reason,
);

describe.skipIf(reason !== null)(titled('devices of a network namespace', reason), () => {
  let net: NetworkNamespace;
  let sensor: DeviceSensor;
  let readings: Readings<DeviceReading>;
  beforeEach(async () => {
    net = makeNetworkNamespace();
    sensor = chooseDeviceSensor(sensorContext({ PATH: net.path }), 'linux');
    readings = new Readings();
    await sensor.start(readings.take);
    await eventually(() => sensor.describe()[0]?.value === 'listening');
  });
  afterEach(async () => {
    await sensor.stop();
    net.remove();
  });
  const named = (name: string) => readings.all.filter(({ reading }) => reading.name === name);

  it('UI-05 tells real devices of the kernel: both ends of a cable, once each', async () => {
    net.ip('link', 'add', 'v0', 'type', 'veth', 'peer', 'name', 'v1');
    await eventually(() => named('v0').length > 0 && named('v1').length > 0);
    net.ip('link', 'del', 'v0');
    net.ip('link', 'add', 'v2', 'type', 'veth', 'peer', 'name', 'v3');
    await eventually(() => named('v2').length > 0 && named('v3').length > 0);
    const names = readings.all.map(({ reading }) => reading.name).sort();
    expect(names).toEqual(['v0', 'v1', 'v2', 'v3']);
    expect(readings.all[0]?.reading.classes).toEqual([interfaceClass.net, interfaceClass.lan]);
  });

  it.skipIf(missing('systemd-udevd', 'unshare') !== null)(
    titled(
      'tells a device once where the kernel and a real udevd both speak of it',
      missing('systemd-udevd', 'unshare'),
    ),
    async () => {
      // A /run of its own: the machine's has no business with this daemon.
      const script =
        'mount -t tmpfs none /run && PATH=/lib/systemd:/usr/lib/systemd:$PATH && echo up && exec systemd-udevd';
      const udevd = new ChildProgram('nsenter', [
        `--net=/run/netns/${net.name}`,
        'unshare',
        '--mount',
        'sh',
        '-c',
        script,
      ]);
      const monitor = new ChildProgram('nsenter', [
        `--net=/run/netns/${net.name}`,
        'udevadm',
        'monitor',
        '--udev',
      ]);
      try {
        await udevd.line((line) => line === 'up');
        await monitor.line((line) => line.startsWith('UDEV - '));
        let count = 0;
        // The daemon tells when it is ready by handling an event.
        await eventually(async () => {
          count += 1;
          net.ip('link', 'add', `p${count}`, 'type', 'veth', 'peer', 'name', `q${count}`);
          return monitor.line((line) => line.includes('/net/p'), 500).catch(() => false);
        });
        net.ip('link', 'add', 'v0', 'type', 'veth', 'peer', 'name', 'v1');
        await monitor.line((line) => line.includes('/net/v0'));
        await eventually(() => named('v0').length > 0 && named('v1').length > 0);
        sendUdevEvent(net, camera.interface);
        // Events come in order: the camera is behind udevd's word on the cable.
        await eventually(() =>
          readings.all.some(({ reading }) => reading.classes.includes(interfaceClass.imaging)),
        );
        expect(named('v0')).toHaveLength(1);
        expect(named('v1')).toHaveLength(1);
      } finally {
        await monitor.stop();
        await udevd.stop();
      }
    },
  );

  it('leaves no child behind', async () => {
    expect(monitorsUnder(process.pid)).toHaveLength(1);
    await sensor.stop();
    expect(monitorsUnder(process.pid)).toEqual([]);
  });
});

const zram =
  missingRoot() ?? (existsSync('/sys/class/zram-control/hot_add') ? missing('udevadm') : 'needs zram');
describe.skipIf(zram !== null)(titled('block devices', zram), () => {
  it('UI-05 tells a real disk that the kernel makes', async () => {
    const sensor = chooseDeviceSensor(sensorContext(), 'linux');
    const readings = new Readings<DeviceReading>();
    await sensor.start(readings.take);
    await eventually(() => sensor.describe()[0]?.value === 'listening');
    const number = execFileSync('cat', ['/sys/class/zram-control/hot_add'], { encoding: 'utf8' }).trim();
    try {
      await readings.until(({ name }) => name === `/dev/zram${number}`);
      expect(readings.last?.classes).toEqual([interfaceClass.disk]);
    } finally {
      execFileSync('sh', ['-c', `echo ${number} > /sys/class/zram-control/hot_remove`]);
      await sensor.stop();
    }
  });
});

describe('USB hotplug', () => {
  it('does not touch the package where the system has no USB', async () => {
    const listening: boolean[] = [];
    let loads = 0;
    const source = new UsbHotplugDevices(silentLog, '/nonexistent/bus/usb', () => {
      loads += 1;
      return Promise.reject(new Error('not to be loaded'));
    });
    await source.start({ arrival: () => undefined, listening: (is) => listening.push(is) });
    await source.stop();
    expect({ listening, loads }).toEqual({ listening: [false], loads: 0 });
  });

  it('is the choice without udevadm, and says how to do better', async () => {
    const sensor = chooseDeviceSensor(sensorContext(), 'win32');
    expect(sensor.describe()[0]).toMatchObject({ signal: 'devices', value: 'unknown' });
    await sensor.stop();
  });
});

function monitorsUnder(parent: number): number[] {
  const lines = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(parent)], { encoding: 'utf8' });
  return lines
    .split('\n')
    .filter((line) => line.includes('monitor --property'))
    .map((line) => Number(line.trim().split(' ')[0]));
}
