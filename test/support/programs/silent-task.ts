/**
 * A task that connects, says one thing and answers nothing.
 *
 *   silent-task [done CODE]
 */
import { createConnection } from 'node:net';

const [word, code = '0'] = process.argv.slice(2);
const socket = createConnection(process.env['CARETAKER_CHANNEL'] ?? '');
socket.on('error', () => undefined);
const say = (message: unknown): void => void socket.write(`${JSON.stringify(message)}\n`);
say({ kind: 'hello', token: process.env['CARETAKER_TOKEN'] });
say({ kind: 'progress', fraction: 0 });
if (word === 'done') say({ kind: 'done', code: Number(code) });
setInterval(() => undefined, 1000);
