import { FakeNetworkSensor } from '../support/fakes/fake-network-sensor.js';
import { describeNetworkSensor } from './conformance/network.js';

describeNetworkSensor('fake', () => {
  const sensor = new FakeNetworkSensor({ addresses: [], networks: [] });
  let addresses: string[] = [];
  let silent = false;
  const show = () => sensor.set({ addresses: silent ? null : addresses });
  return {
    sensor,
    source: 'fake',
    addAddress: (address) => {
      addresses = [...addresses, address];
      show();
    },
    removeAddress: (address) => {
      addresses = addresses.filter((other) => other !== address);
      show();
    },
    silence: () => {
      silent = true;
      show();
    },
    speak: () => {
      silent = false;
      show();
    },
    close: () => undefined,
  };
});
