import { FakeDeviceSensor } from '../support/fakes/fake-device-sensor.js';
import { describeDeviceSensor } from './conformance/device.js';

describeDeviceSensor('fake', () => {
  const sensor = new FakeDeviceSensor();
  return {
    sensor,
    source: 'fake',
    plugCamera: () =>
      sensor.arrive({
        classes: ['6bdd1fc6-810f-11d0-bec7-08002be2092f'],
        ids: ['USB\\VID_04A9&PID_220E&REV_0100', 'USB\\VID_04A9&PID_220E'],
        name: 'camera',
      }),
    pullCamera: () => undefined,
    silence: () => sensor.setSilent(true),
    speak: () => sensor.setSilent(false),
    close: () => undefined,
  };
});
