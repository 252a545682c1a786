import type { Id, Role } from '@lyceum/contracts';
import type { Request } from 'express';
import type { CommandContext } from '../deciding/context.ts';
import type { Answer } from './send.ts';

/** Who asks, as far as access goes. */
export interface Principal {
  readonly personId: Id;
  readonly roles: readonly Role[];
  readonly sessionId: Id;
}

/** Keeps the answer of a request with an Idempotency-Key for the next time. */
export type Keep = (answer: Answer) => Promise<void>;

/** What the API knows of a request besides what express does; the edge and the guard fill it in. */
export interface ApiRequest extends Request {
  correlationId: Id;
  principal?: Principal | undefined;
  context?: CommandContext;
  keep?: Keep;
}
