import { z } from 'zod';
import { Id, Instant, PageQuery, pageOf, Position } from '../values.ts';

/** A fact as operators see it: as it lies in the log, with null in the place of what is personal (`sealed`: there is some). */
export const LoggedFact = z
  .object({
    id: z.string(),
    stream: z.string(),
    revision: z.int(),
    position: Position,
    type: z.string(),
    at: Instant,
    recorded: Instant,
    by: z.object({ personId: Id, name: z.string().nullable() }).nullable(),
    correlationId: z.string(),
    causationId: z.string(),
    commandId: z.string(),
    run: z.string().optional().describe('The run of an automation that did it'),
    data: z.unknown(),
    sealed: z.boolean(),
  })
  .meta({ id: 'LoggedFact' });
export type LoggedFact = z.infer<typeof LoggedFact>;
export const LoggedFactsPage = pageOf(LoggedFact).meta({ id: 'LoggedFactsPage' });

export const StreamName = z.string().regex(/^[a-z][a-z-]*-[^\s$]{1,200}$/, 'the name of a stream, as attempt-…');

/** `GET /api/operations/events`: the newest first. `from` and `to` go by when it happened. */
export const LoggedFactsQuery = z.object({
  ...PageQuery.shape,
  limit: z.coerce.number().int().min(1).max(500).default(50),
  stream: StreamName.optional(),
  type: z.string().max(100).optional(),
  person: Id.optional(),
  correlation: z.string().max(100).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
});
export type LoggedFactsQuery = z.infer<typeof LoggedFactsQuery>;

/** `GET /api/operations/events/tail`: what comes after a position, or from now on; each fact is a line of JSON, and an empty line says that it goes on. */
export const TailQuery = z.object({ after: Position.optional(), stream: StreamName.optional(), type: z.string().max(100).optional() });
export type TailQuery = z.infer<typeof TailQuery>;

/** `GET /api/operations/events/:id`: a fact, and the chain of causes and effects that it belongs to, in order. */
export const FactInChain = z.object({ fact: LoggedFact, chain: z.array(LoggedFact), more: z.boolean() }).meta({ id: 'FactInChain' });
export type FactInChain = z.infer<typeof FactInChain>;

export const StreamLine = z
  .object({ stream: z.string(), facts: z.int(), since: Instant, last: Instant, lastType: z.string() })
  .meta({ id: 'StreamLine' });
export type StreamLine = z.infer<typeof StreamLine>;
export const StreamsPage = pageOf(StreamLine).meta({ id: 'StreamsPage' });

export const StreamsQuery = z.object({ ...PageQuery.shape, prefix: z.string().max(200).default('') });
export type StreamsQuery = z.infer<typeof StreamsQuery>;

export const StreamStateQuery = z.object({ revision: z.coerce.number().int().min(0).optional() });
export type StreamStateQuery = z.infer<typeof StreamStateQuery>;

/** What a fact changed: where in the state (names and indexes, dotted), from what to what; undefined where there was or is nothing. */
export const StateChange = z.object({ path: z.string(), before: z.unknown(), after: z.unknown() });
export type StateChange = z.infer<typeof StateChange>;

/**
 * `GET /api/operations/streams/:name/state`: what the stream comes to at a revision (its last without one), and what the fact of that
 * revision changed. `state` is null where nothing is decided on streams of this kind.
 */
export const StreamState = z
  .object({
    stream: z.string(),
    revision: z.int(),
    last: z.int(),
    state: z.unknown(),
    changes: z.array(StateChange),
    fact: LoggedFact,
  })
  .meta({ id: 'StreamState' });
export type StreamState = z.infer<typeof StreamState>;
