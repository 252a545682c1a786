import type { Id, Role } from '@lyceum/contracts';
import type { Request } from 'express';
import type { CommandContext } from '../deciding/context.ts';

/** Who asks, as far as access goes. */
export interface Principal {
  readonly personId: Id;
  readonly roles: readonly Role[];
  readonly sessionId: Id;
}

/** What the API knows of a request besides what express does; the guard fills it in. */
export interface ApiRequest extends Request {
  correlationId: Id;
  principal?: Principal;
  context?: CommandContext;
}
