import { createHash, createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { newId, type Id, type Instant, type Recorded, type RequestEvent } from '@lyceum/contracts';
import { derivedId, RootSecret, WrongRevision, type EventLog } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { firstTry, type CommandContext } from '../deciding/context.ts';
import { Refused } from '../deciding/refused.ts';
import { Log } from '../log.ts';
import { EVENT_LOG } from '../stores/tokens.ts';
import type { ApiRequest, Keep } from './request.ts';
import type { Answer } from './send.ts';

/** The seed of the command ids that come from Idempotency-Keys. */
const SEED = '019523a4-7b1c-7d5e-9f40-3c2a8e6b1d70';
const LONGEST_KEY = 200;
/** How long another process may take for a request before it is taken for dead, in milliseconds. */
const OTHERS_TIME = 5000;
const POLL = 100;
/** Answers that are longer (characters) are not kept: their command is given again and finds what it recorded. */
const LONGEST_ANSWER = 200_000;

/** Not an error: the request came before, and this was its answer. */
export class AnsweredBefore extends Error {
  constructor(readonly answer: Answer) {
    super('This request was answered before.');
  }
}

interface Claim {
  readonly revision: number;
  readonly at: Instant;
  readonly repeated: boolean;
}

interface Running {
  readonly bodyHash: string;
  readonly over: Promise<void>;
}

/**
 * Requests with an Idempotency-Key: the first one begins a stream, acts and keeps its answer there; later ones get that answer. One that
 * came to no answer (a crash, a store that was away) is acted on again under the same command id, so that its effect is still one.
 */
@Injectable()
export class Requests {
  private readonly worker = newId();
  private readonly running = new Map<string, Running>();
  private readonly key: Buffer;

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly logger: Log,
    secret: RootSecret,
  ) {
    this.key = secret.derive('request-bodies');
  }

  /**
   * Claims the request for `by` (null: whoever is not signed in; their answers are not kept) and says under which context to act.
   * @throws AnsweredBefore, Refused, EventStoreUnavailable
   */
  async begin(key: string, request: ApiRequest, by: Id | null, at: Instant): Promise<{ context: CommandContext; keep: Keep }> {
    if (key === '' || key.length > LONGEST_KEY) throw badKey();
    const bodyHash = this.hashOf(request);
    // Strangers may choose the same key: theirs are told apart by what they ask for.
    const scope = by === null ? `anybody\n${key}\n${bodyHash}` : `${by}\n${key}`;
    const stream = `request-${sha256(scope)}`;
    const release = await this.enter(stream, bodyHash);
    try {
      const claim = await this.claim(stream, bodyHash, by, at);
      const commandId = derivedId(SEED, scope);
      const { correlationId } = request;
      const context = { commandId, correlationId, causationId: commandId, by, at: claim.at, repeated: claim.repeated };
      const keep = (answer: Answer) => this.keep(stream, claim, by, answer).finally(release);
      return { context, keep };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** A keyed hash: a body may hold a password, and nobody who reads the log is to try passwords out on it. */
  private hashOf({ method, originalUrl, body }: ApiRequest): string {
    return createHmac('sha256', this.key).update(`${method} ${originalUrl}\n`).update(contentOf(body)).digest('hex');
  }

  /** Waits until no other request with this key is under way here. */
  private async enter(stream: string, bodyHash: string): Promise<() => void> {
    for (let other = this.running.get(stream); other; other = this.running.get(stream)) {
      if (other.bodyHash !== bodyHash) throw new Refused({ code: 'idempotency-key-reused' });
      await other.over;
    }
    const { promise: over, resolve } = Promise.withResolvers<void>();
    this.running.set(stream, { bodyHash, over });
    return () => {
      this.running.delete(stream);
      resolve();
    };
  }

  private async claim(stream: string, bodyHash: string, by: Id | null, at: Instant): Promise<Claim> {
    const begun: RequestEvent = { type: 'api.RequestBegun.v1', data: { bodyHash, worker: this.worker } };
    const first = await this.append(stream, begun, 'no-stream', by, at);
    if (first !== undefined) return { revision: first, at, repeated: false };
    for (const since = performance.now(); ;) {
      const facts = (await this.log.read(stream)) as unknown as readonly Recorded<RequestEvent>[];
      const [beginning] = facts;
      const last = facts.at(-1);
      if (beginning?.type !== 'api.RequestBegun.v1' || !last) throw new Error(`${stream} does not begin as it should`);
      if (beginning.data.bodyHash !== bodyHash) throw new Refused({ code: 'idempotency-key-reused' });
      if (last.type === 'api.RequestAnswered.v1') throw new AnsweredBefore(last.data);
      const acting = last.type !== 'api.RequestReleased.v1' && last.data.worker !== this.worker;
      if (acting && performance.now() - since < OTHERS_TIME - age(last, at)) {
        await pause(POLL);
        continue;
      }
      const resumed: RequestEvent = { type: 'api.RequestResumed.v1', data: { worker: this.worker } };
      const revision = await this.append(stream, resumed, last.revision, by, at);
      if (revision !== undefined) return { revision, at: beginning.metadata.at, repeated: true };
    }
  }

  /** Keeps what is worth repeating: not what will be different next time, such as a store that was away; then others may act at once. */
  private async keep(stream: string, claim: Claim, by: Id | null, { status, headers, body }: Answer): Promise<void> {
    const passing = by === null || status >= 500 || status === 429 || (body?.length ?? 0) > LONGEST_ANSWER;
    const fact: RequestEvent = passing
      ? { type: 'api.RequestReleased.v1', data: {} }
      : { type: 'api.RequestAnswered.v1', data: { personId: by, status, headers, body } };
    try {
      await this.append(stream, fact, claim.revision, by, claim.at);
    } catch (error) {
      this.logger.warn({ err: error }, 'The answer of a request could not be kept; a repeated one is acted on again');
    }
  }

  /** The revision of the fact, or undefined where somebody was quicker. */
  private async append(stream: string, fact: RequestEvent, expected: 'no-stream' | number, by: Id | null, at: Instant) {
    try {
      return (await this.log.append(stream, [fact], expected, firstTry(by, at))).revision;
    } catch (error) {
      if (error instanceof WrongRevision) return undefined;
      throw error;
    }
  }
}

const age = (fact: Recorded, now: Instant): number => Math.max(0, Date.parse(now) - Date.parse(fact.recorded));

const contentOf = (body: unknown): string | Uint8Array => (body instanceof Uint8Array ? body : (JSON.stringify(body) ?? ''));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function badKey(): Refused {
  const message = `An Idempotency-Key has 1 to ${LONGEST_KEY} characters.`;
  return new Refused({ code: 'invalid-input', errors: [{ path: 'idempotency-key', rule: 'length', message }] });
}
