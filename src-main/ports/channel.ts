/** What goes over the channel: one JSON object a line, told apart by `kind` (docs/protocol.md). */
export interface ChannelMessage {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** One connection of a program that has shown its token. */
export interface ChannelLink {
  /** Does nothing when the program has gone. */
  send(message: ChannelMessage): void;
  /** Says why, and sends it away. */
  refuse(why: string): void;
}

/** Whoever a token stands for. A program may connect several times, and again after a restart of the host. */
export interface ChannelParty {
  joined(link: ChannelLink): void;
  /** Throws nothing: what it does not know, it refuses. */
  received(message: ChannelMessage, link: ChannelLink): void;
  left(link: ChannelLink): void;
}

/**
 * The one local socket of a host on which programs of tasks and services speak with it (design
 * section 5, "protocols"). It is a path, not a descriptor: a program finds the next host there too.
 */
export interface Channel {
  /** For `CARETAKER_CHANNEL`; null where no socket can be had, which the log says. */
  readonly path: string | null;
  /** Begins to listen; called again it does nothing. It never rejects. */
  open(): Promise<void>;
  /** Lets in whoever shows this token, until the returned end; that end closes the connections too. */
  admit(token: string, party: ChannelParty): () => void;
  close(): Promise<void>;
}
