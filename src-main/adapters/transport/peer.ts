import type { Socket } from 'node:net';

/** The process at the other end of a socket, as the kernel saw it when it connected. */
export interface Peer {
  pid: number;
  uid: number;
  gid: number;
}

/** Tells the peer of a local socket; null where it cannot be told. */
export type PeerCredentials = (socket: Socket) => Peer | null;
