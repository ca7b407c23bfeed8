import type { Socket } from 'node:net';
import koffi from 'koffi';
import type { PeerCredentials } from './peer.js';

/** SOL_SOCKET and SO_PEERCRED of socket(7), unix(7): the same on every architecture that Node runs on here. */
const socketLevel = 1;
const peerCredentials = 17;
/** struct ucred: pid, uid, gid, 32 bits each. */
const credentialBytes = 12;

type GetSocketOption = (fd: number, level: number, name: number, value: Buffer, length: number[]) => number;

/** Asks the kernel for the process that connected, as it was at that instant: nobody can claim another. */
export function openPeerCredentials(): PeerCredentials {
  const getSocketOption = koffi
    .load('libc.so.6')
    .func(
      'int getsockopt(int fd, int level, int name, _Out_ uint8_t *value, _Inout_ uint32_t *length)',
    ) as GetSocketOption;
  return (socket) => {
    const fd = descriptorOf(socket);
    if (fd === null) return null;
    const value = Buffer.alloc(credentialBytes);
    const length = [credentialBytes];
    if (getSocketOption(fd, socketLevel, peerCredentials, value, length) !== 0) return null;
    if (length[0] !== credentialBytes) return null;
    return { pid: value.readInt32LE(0), uid: value.readUInt32LE(4), gid: value.readUInt32LE(8) };
  };
}

/** The socket's descriptor, which Node keeps in its handle and nowhere else. */
function descriptorOf(socket: Socket): number | null {
  const handle: unknown = Reflect.get(socket, '_handle');
  const fd: unknown = typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : null;
  return typeof fd === 'number' && fd >= 0 ? fd : null;
}
