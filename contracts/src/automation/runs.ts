import { z } from 'zod';
import { Id, Instant, pageOf, PageQuery, Position } from '../values.ts';
import { LoggedFact } from '../operations/log.ts';

/** What a run is called in an address. */
export const RunId = z
  .string()
  .max(600)
  .regex(/^[\w-]+$/, 'as a list of runs gave it');

/**
 * How a run stands: `waiting` its fact was not come to yet; `running`; `done`; `failed` and to be tried again; `given-up` and left to people;
 * `passed-over` its fact was too old to have an effect, or from before the automation; `again` somebody has ordered it and it is not done yet.
 */
export const RunState = z.enum(['waiting', 'running', 'done', 'failed', 'given-up', 'passed-over', 'again']);
export type RunState = z.infer<typeof RunState>;

/** A fact by its place. Type and place are null where it is not to be found. */
const FactPlace = z.object({ id: Id, type: z.string(), stream: z.string(), revision: z.int() });
export type FactPlace = z.infer<typeof FactPlace>;

const Ordered = z.object({ personId: Id, name: z.string().nullable(), at: Instant });

/** One run of an automation: because of which fact, how it went, what came of it. */
export const Run = z
  .object({
    runId: z.string(),
    automation: z.string(),
    key: z.string(),
    fact: FactPlace.nullable(),
    at: Instant,
    state: RunState,
    tries: z.int(),
    reason: z.string().nullable(),
    next: Instant.nullable(),
    /** How many facts came of it, and the last of them. */
    effects: z.int(),
    effect: FactPlace.nullable(),
    /** Who ordered last that it be done again. */
    ordered: Ordered.nullable(),
    /** Whether it can be done again. */
    repeatable: z.boolean(),
  })
  .meta({ id: 'Run' });
export type Run = z.infer<typeof Run>;
export const RunsPage = pageOf(Run).meta({ id: 'RunsPage' });
export const RunDetail = Run.extend({ facts: z.array(LoggedFact) }).meta({ id: 'RunDetail' });
export type RunDetail = z.infer<typeof RunDetail>;

/** `GET /api/operations/automation/runs`: the newest first. `waiting` is not asked for: what waits is among what is done. */
export const RunsQuery = PageQuery.extend({
  automation: z.string().max(60).optional(),
  state: RunState.exclude(['waiting']).optional(),
});
export type RunsQuery = z.infer<typeof RunsQuery>;

/** Something that the clock is to do. `overdue`: its time has come and it is not done. */
export const DueThing = z
  .object({
    runId: z.string(),
    automation: z.string(),
    key: z.string(),
    at: Instant,
    overdue: z.boolean(),
    fact: FactPlace.nullable(),
    tries: z.int(),
    reason: z.string().nullable(),
    next: Instant.nullable(),
  })
  .meta({ id: 'DueThing' });
export type DueThing = z.infer<typeof DueThing>;
export const DuePage = pageOf(DueThing).meta({ id: 'DuePage' });
export const DueQuery = PageQuery.extend({ automation: z.string().max(60).optional() });
export type DueQuery = z.infer<typeof DueQuery>;

export const AutomationKind = z.enum(['reaction', 'clock', 'watch']);

/** How an automation stands. `since`: the position after which it reacts. */
export const AutomationStatus = z.object({
  name: z.string(),
  kind: AutomationKind,
  since: Position.nullable(),
  failed: z.int(),
  givenUp: z.int(),
  /** When the clock has to do the next of it. */
  next: Instant.nullable(),
  overdue: z.int(),
});
export type AutomationStatus = z.infer<typeof AutomationStatus>;

/** `GET /api/operations/automation`: all of them. `position` is how far reactions have come, `head` the end of the log. */
export const AutomationOverview = z
  .object({
    items: z.array(AutomationStatus),
    position: Position.nullable(),
    head: Position,
    /** Facts that a reaction is still to be to. */
    waiting: z.int(),
  })
  .meta({ id: 'AutomationOverview' });
export type AutomationOverview = z.infer<typeof AutomationOverview>;

/** The run was ordered; whether it has been done is seen in its state. */
export const RunOrdered = z.object({ runId: z.string() }).meta({ id: 'RunOrdered' });
