import { ChildProgram } from './child-program.js';
import { missing } from './requirements.js';

const service = 'org.freedesktop.NetworkManager';
const root = '/org/freedesktop/NetworkManager';
const deviceInterface = `${service}.Device`;

export function missingNetworkManager(): string | null {
  return missing('dbus-daemon', '/usr/bin/python3', 'gdbus');
}

/** NetworkManager as python-dbusmock plays it, on a bus of the test's own. */
export class MockNetworkManager {
  readonly #env: NodeJS.ProcessEnv;
  #mock: ChildProgram | null = null;

  constructor(busAddress: string) {
    this.#env = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: busAddress };
  }

  async start(): Promise<void> {
    const args = ['-m', 'dbusmock', '--template', 'networkmanager'];
    this.#mock = new ChildProgram('/usr/bin/python3', args, { env: this.#env });
    await this.#gdbus('wait', '--system', '--timeout', '10', service);
  }

  async stop(): Promise<void> {
    await this.#mock?.stop();
    this.#mock = null;
  }

  /** Connects; gives the path of the active connection. States: 1 being set up, 2 activated. */
  async connect(name: string, uuid: string, options: { state?: 1 | 2; type?: string } = {}): Promise<string> {
    const { state = 2, type = '802-3-ethernet' } = options;
    const settings = `{'connection': {'id': <'${name}'>, 'uuid': <'${uuid}'>, 'type': <'${type}'>}}`;
    const connection = await this.#call(`${root}/Settings`, `${service}.Settings.AddConnection`, settings);
    const device = await this.#mockCall(root, 'AddEthernetDevice', name, `eth_${name}`, '100');
    return this.#mockCall(root, 'AddActiveConnection', `['${device}']`, connection, '/', name, String(state));
  }

  disconnect(name: string, active: string): Promise<string> {
    return this.#mockCall(root, 'RemoveActiveConnection', `${root}/Devices/${name}`, active);
  }

  /** NMMetered of the device of a connection. */
  async setMetered(name: string, metered: number): Promise<void> {
    const values = `{'Metered': <uint32 ${metered}>}`;
    await this.#mockCall(`${root}/Devices/${name}`, 'UpdateProperties', deviceInterface, values);
  }

  async addMetered(name: string, metered: number): Promise<void> {
    const value = `<uint32 ${metered}>`;
    await this.#mockCall(`${root}/Devices/${name}`, 'AddProperty', deviceInterface, 'Metered', value);
  }

  /** The strength of an access point, which changes every few seconds on a real machine. */
  async rumble(name: string): Promise<void> {
    const path = `${root}/Devices/${name}`;
    const changes = `{'HwAddress': <'78:DD:08:D2:3D:43'>}`;
    await this.#mockCall(path, 'UpdateProperties', `${service}.Device.Wired`, changes);
  }

  #mockCall(path: string, method: string, ...args: string[]): Promise<string> {
    return this.#call(path, `org.freedesktop.DBus.Mock.${method}`, ...args);
  }

  /** The answer's first value, bare of gdbus's brackets and quotes. */
  async #call(path: string, method: string, ...args: string[]): Promise<string> {
    const where = ['--system', '--dest', service, '--object-path', path, '--method', method];
    const answer = await this.#gdbus('call', ...where, ...args);
    return /'([^']*)'/.exec(answer)?.[1] ?? '';
  }

  async #gdbus(...args: string[]): Promise<string> {
    const asked = new ChildProgram('gdbus', args, { env: this.#env });
    let answer = '';
    let complaint = '';
    asked.child.stdout?.on('data', (chunk: Buffer) => (answer += chunk.toString('utf8')));
    asked.child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8')));
    const code = await new Promise<number | null>((resolve) => asked.child.once('close', resolve));
    if (code !== 0) throw new Error(`gdbus ${args.join(' ')}: ${complaint}`);
    return answer;
  }
}
