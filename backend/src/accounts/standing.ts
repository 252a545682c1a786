import { setTimeout as pause } from 'node:timers/promises';
import { Id, type AccountEvent, type Recorded, type Role } from '@lyceum/contracts';
import { EventStoreUnavailable, type EventLog } from '@lyceum/stores';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Authentication } from '../api/authentication.ts';
import { Clock } from '../api/clock.ts';
import type { Principal } from '../api/request.ts';
import { Streams } from '../deciding/streams.ts';
import { EVENT_LOG } from '../stores/tokens.ts';
import { Credentials } from './credentials.ts';
import { Forgotten } from './forgotten.ts';
import { people } from './person.ts';
import { holds, sessions } from './session.ts';
import { ACADEMY } from './admins.ts';
import { systemKeys, SystemSecrets } from './systems/system-keys.ts';
import { Tokens, type AccessClaims } from './tokens.ts';

const MOST_KNOWN = 10_000;
/** While the event store is away, what a token says is believed; it is asked again after so many milliseconds. */
const AWAY = 2000;
const RETRY = 1000;

const NEWS = [
  'accounts.PasswordChanged.v1',
  'accounts.RolesChanged.v1',
  'accounts.SessionEnded.v1',
] as const satisfies readonly AccountEvent['type'][];
type News = Extract<AccountEvent, { type: (typeof NEWS)[number] }>;
type Listener = (news: { readonly personId: Id } | { readonly sessionId: Id }) => void;

/**
 * Says whose an access token is and what they may do now: a token lives a quarter of an hour, but an ended session and changed roles
 * count at once. What is known of sessions and roles is kept, and the facts that change it, whichever backend recorded them, are followed.
 */
@Injectable()
export class Standing extends Authentication implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly claims = new LRUCache<string, AccessClaims>({ max: MOST_KNOWN });
  private readonly roles = new LRUCache<Id, readonly Role[]>({ max: MOST_KNOWN });
  private readonly open = new LRUCache<Id, boolean>({ max: MOST_KNOWN });
  private readonly listeners = new Set<Listener>();
  private readonly stopping = new AbortController();
  private following: Promise<void> | undefined;
  private changes = 0;
  private awayUntil = 0;

  constructor(
    private readonly tokens: Tokens,
    private readonly streams: Streams,
    private readonly clock: Clock,
    private readonly credentials: Credentials,
    private readonly secrets: SystemSecrets,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    forgotten: Forgotten,
  ) {
    super();
    forgotten.listen((personId) => this.renewed(personId));
  }

  principalOf(token: string): Principal | undefined | Promise<Principal | undefined> {
    const known = this.claims.get(token);
    return known ? this.stands(known) : this.verify(token);
  }

  async principalBy(email: string, password: string, place: string): Promise<Principal> {
    // A key is no person: it opens what such routes are for, and nothing of it is anybody's.
    if (Id.safeParse(email).success && (await this.isKey(email, password))) return { personId: email, roles: ['admin'], sessionId: email };
    const { personId, roles } = await this.credentials.checkOften(email, password, place);
    // There is no session: each request brings its own.
    return { personId, roles, sessionId: personId };
  }

  private async isKey(keyId: Id, secret: string): Promise<boolean> {
    return this.secrets.matches(keyId, secret) && (await this.streams.see(systemKeys, ACADEMY)).has(keyId);
  }

  /** The claims of a token with the roles of now; undefined where its time or its session is over. */
  stands(claims: AccessClaims): AccessClaims | undefined | Promise<AccessClaims | undefined> {
    if (claims.expires <= this.clock.time()) return undefined;
    const open = this.open.get(claims.sessionId);
    const roles = this.roles.get(claims.personId);
    if (open === undefined || roles === undefined) return this.load(claims);
    return open ? { ...claims, roles } : undefined;
  }

  /** The claims of a token that stands. */
  async verify(token: string): Promise<AccessClaims | undefined> {
    const claims = await this.tokens.verify(token, this.clock.time());
    if (!claims) return undefined;
    this.claims.set(token, claims);
    return this.stands(claims);
  }

  /** A session is over, as far as this process is concerned at once. */
  ended(sessionId: Id): void {
    this.changes++;
    this.open.set(sessionId, false);
    this.tell({ sessionId });
  }

  /** The roles of a person are others. */
  changed(personId: Id): void {
    this.changes++;
    this.roles.delete(personId);
    this.tell({ personId });
  }

  /** Sessions of a person have ended, nobody knows which. */
  renewed(personId: Id): void {
    this.open.clear();
    this.changed(personId);
  }

  /** Calls `listener` whenever a session ends or the roles of a person change, here or elsewhere; gives the function that ends it. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  onApplicationBootstrap(): void {
    this.following = this.follow();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.following;
  }

  private async load(claims: AccessClaims): Promise<AccessClaims | undefined> {
    if (performance.now() < this.awayUntil) return claims;
    const before = this.changes;
    try {
      const [session, person] = await Promise.all([
        this.streams.look(sessions, claims.sessionId),
        this.streams.look(people, claims.personId),
      ]);
      const open = holds(session.state, person.state);
      const roles = person.state.phase === 'registered' ? person.state.roles : [];
      if (before === this.changes) {
        this.open.set(claims.sessionId, open);
        this.roles.set(claims.personId, roles);
      }
      return open ? { ...claims, roles } : undefined;
    } catch (error) {
      if (!(error instanceof EventStoreUnavailable)) throw error;
      this.awayUntil = performance.now() + AWAY;
      return claims;
    }
  }

  /** Follows the facts from now on; what was known before it could is forgotten. */
  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        const head = await this.log.head();
        this.forget();
        for await (const message of this.log.news(head, signal, NEWS)) {
          if (message.kind === 'fact') this.learn(message.fact as unknown as Recorded<News>);
          // Whom it concerns cannot be told.
          if (message.kind === 'newer') this.forget();
        }
      } catch {
        await pause(RETRY, undefined, { signal }).catch(() => {});
      }
    }
  }

  private forget(): void {
    this.changes++;
    this.open.clear();
    this.roles.clear();
  }

  private learn({ type, data }: Recorded<News>): void {
    if (type === 'accounts.SessionEnded.v1') this.ended(data.sessionId);
    else if (type === 'accounts.PasswordChanged.v1') this.renewed(data.personId);
    else this.changed(data.personId);
  }

  private tell(news: Parameters<Listener>[0]): void {
    for (const listener of this.listeners) listener(news);
  }
}
