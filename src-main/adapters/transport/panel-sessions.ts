import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a link from `caretaker panel` can be used. */
export const tokenLifeMs = 10 * 60_000;
/** A session ends this long after its last use. */
export const sessionLifeMs = 7 * 24 * 3_600_000;
const tokensMax = 16;
const sessionsMax = 32;

interface Session {
  /** Digests only: what is kept cannot be replayed. */
  cookie: Buffer;
  secret: Buffer;
  usedAt: number;
}

/** What a browser gets for a token: the cookie it keeps, and the second secret for the WebSocket. */
export interface NewSession {
  cookie: string;
  secret: string;
}

/**
 * One-time tokens and the sessions they open. The cookie alone opens nothing: cookies of one machine
 * are shared by all of its ports, the second secret is known to the panel's own page only.
 */
export class PanelSessions {
  private tokens: { digest: Buffer; until: number }[] = [];
  private sessions: Session[] = [];

  /** @param now milliseconds, rising */
  constructor(private readonly now: () => number) {}

  /** A fresh token; the oldest unused one goes when there are too many. */
  issueToken(): string {
    const token = randomWord();
    this.dropOld();
    this.tokens.push({ digest: digest(token), until: this.now() + tokenLifeMs });
    this.tokens.splice(0, this.tokens.length - tokensMax);
    return token;
  }

  /** Spends a token: a second time, or late, it opens nothing. */
  redeem(token: string): NewSession | null {
    this.dropOld();
    const wanted = digest(token);
    const found = this.tokens.filter((one) => timingSafeEqual(one.digest, wanted));
    if (found.length === 0) return null;
    this.tokens = this.tokens.filter((one) => !found.includes(one));
    const created = { cookie: randomWord(), secret: randomWord() };
    this.sessions.push({
      cookie: digest(created.cookie),
      secret: digest(created.secret),
      usedAt: this.now(),
    });
    this.sessions.sort((a, b) => a.usedAt - b.usedAt).splice(0, this.sessions.length - sessionsMax);
    return created;
  }

  /** Whether cookie and secret belong to one live session; both are always compared, in constant time. */
  admits(cookie: string, secret: string): boolean {
    this.dropOld();
    const givenCookie = digest(cookie);
    const givenSecret = digest(secret);
    let admitted = false;
    for (const session of this.sessions) {
      const right = timingSafeEqual(session.cookie, givenCookie);
      const alsoRight = timingSafeEqual(session.secret, givenSecret);
      if (right && alsoRight) {
        session.usedAt = this.now();
        admitted = true;
      }
    }
    return admitted;
  }

  private dropOld(): void {
    const now = this.now();
    this.tokens = this.tokens.filter((one) => one.until > now);
    this.sessions = this.sessions.filter((one) => one.usedAt + sessionLifeMs > now);
  }
}

function randomWord(): string {
  return randomBytes(32).toString('base64url');
}

/** Equal lengths for the comparison, whatever came in. */
function digest(word: string): Buffer {
  return createHash('sha256').update(word).digest();
}
