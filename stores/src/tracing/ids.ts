import { createHash } from 'node:crypto';
import type { Id } from '@lyceum/contracts';

/** The trace of a chain of causes: its correlation id without dashes, so that what an answer's `X-Request-Id` says is looked for as it is. */
export const traceIdOf = (correlationId: Id): string => correlationId.replaceAll('-', '');

const derived = (what: string): string => createHash('sha256').update(what).digest('hex').slice(0, 16);

/**
 * The span of a fact being recorded, and of its being folded: they follow from its id, so that whoever gets the fact or what was folded of
 * it, in whatever process, goes on with them. Metadata need not carry anything for it.
 */
export const spanOfFact = (factId: Id): string => derived(`fact ${factId}`);
export const spanOfFold = (factId: Id): string => derived(`fold ${factId}`);
