import { AsyncLocalStorage } from 'node:async_hooks';
import type { Id } from '@lyceum/contracts';

/** What something is done because of: the request or fact that began it all, and the span (ids.ts) that it is part of. */
export interface Cause {
  readonly correlationId: Id;
  readonly spanId: string | null;
}

const causes = new AsyncLocalStorage<Cause>();

/** Does something because of a request or a fact: lines of the log say so (`causeOfLine`), and its spans belong to it. */
export const because = <T>(cause: Cause, work: () => T): T => causes.run(cause, work);

/** Does what goes on for its own sake, whoever happened to begin it. */
export const forItself = <T>(work: () => T): T => causes.exit(work);

/** Because of what something is done here, if it is known. */
export const causeNow = (): Cause | undefined => causes.getStore();

/** What a line of the log says of its cause: pino's `mixin`. */
export function causeOfLine(): { readonly correlationId?: Id } {
  const cause = causes.getStore();
  return cause ? { correlationId: cause.correlationId } : {};
}
