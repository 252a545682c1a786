import { z } from 'zod';
import { Instant } from '../values.ts';

/** `unknown`: it could not be found out, or there is nothing to say. */
export const HealthState = z.enum(['good', 'warn', 'bad', 'unknown']);
export type HealthState = z.infer<typeof HealthState>;

/** Everything that is looked at. */
export const HealthName = z.enum([
  'backend',
  'event-store',
  'read-store',
  'projections',
  'dashboard',
  'media',
  'live',
  'mail',
  'automation',
  'parked',
  'disk',
  'backup',
]);
export type HealthName = z.infer<typeof HealthName>;

/** What is wrong; the page has words for what to do. */
export const HealthAdvice = z.enum([
  'event-store-away',
  'appends-slow',
  'read-store-away',
  'projections-silent',
  'projections-failed',
  'projections-paused',
  'projections-behind',
  'dashboard-away',
  'media-away',
  'media-preparing',
  'media-failed',
  'mail-given-up',
  'mail-failing',
  'automation-given-up',
  'automation-failing',
  'automation-behind',
  'parked',
  'disk-full',
  'disk-filling',
  'backup-none',
  'backup-old',
  'backend-busy',
]);
export type HealthAdvice = z.infer<typeof HealthAdvice>;

/** A figure by its name; which unit it has follows from that (health.svelte.ts of the dashboard). Bytes, seconds, milliseconds, shares of 1. */
export const HealthFigures = z.record(z.string(), z.union([z.number(), z.string()]));
export type HealthFigures = z.infer<typeof HealthFigures>;

/** One thing that is looked at. `of` names what of it is wrong: read models, for one. */
export const HealthItem = z.object({
  name: HealthName,
  state: HealthState,
  advice: HealthAdvice.nullable(),
  of: z.array(z.string()),
  figures: HealthFigures,
});
export type HealthItem = z.infer<typeof HealthItem>;

/** What was measured at an instant: null where it could not be. Milliseconds, events, requests a second, connections, bytes, share of a core. */
export const HealthSample = z.object({
  at: Instant,
  appendMs: z.number().nullable(),
  lagEvents: z.number().nullable(),
  requests: z.number().nullable(),
  sockets: z.number(),
  memory: z.number(),
  cpu: z.number(),
});
export type HealthSample = z.infer<typeof HealthSample>;

/** `GET /api/operations/health`: how everything is, as this backend sees it, with the last ten minutes. */
export const HealthReport = z
  .object({ at: Instant, state: HealthState, items: z.array(HealthItem), samples: z.array(HealthSample) })
  .meta({ id: 'HealthReport' });
export type HealthReport = z.infer<typeof HealthReport>;
