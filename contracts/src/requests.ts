import type { Fact } from './fact.ts';
import type { Id } from './values.ts';

/**
 * Facts of a request that came with an Idempotency-Key: stream `request-HASH`. They are not the academy's and no read model sees them.
 * `worker` is the process that acts on it; another one resumes it when that process ended without an answer, or released it with one that
 * is not kept.
 */
export type RequestEvent =
  | Fact<'api.RequestBegun.v1', { bodyHash: string; worker: Id }>
  | Fact<'api.RequestResumed.v1', { worker: Id }>
  | Fact<'api.RequestReleased.v1', Record<string, never>>
  | Fact<'api.RequestAnswered.v1', { personId: Id; status: number; headers: Readonly<Record<string, string>>; body: string | null }>;
