import type { Id, Instant } from '@lyceum/contracts';
import type { Models } from '../reading/models.ts';
import type { WebinarsQueries } from '../webinars/queries.ts';
import { byDay, type WatchedRow } from './projection.ts';

export class WatchedQueries {
  readonly #models: Models;
  readonly #webinars: WebinarsQueries;

  constructor(models: Models, webinars: WebinarsQueries) {
    this.#models = models;
    this.#webinars = webinars;
  }

  /** Seconds that people were in the rooms of webinars by day, between two days; of all rooms, or of these. Who is there now counts up to `now`. */
  async byDay(from: string, to: string, now: Instant, rooms: readonly Id[] | null): Promise<ReadonlyMap<string, number>> {
    const filter = { last: { $gte: from }, first: { $lte: to }, ...(rooms && { roomId: { $in: [...rooms] } }) };
    const [over, going] = await Promise.all([
      this.#models.findMany<WatchedRow>('watched', filter),
      // The last day of who is still there is not known yet.
      this.#models.findMany<WatchedRow>('watched', {
        last: { $lt: from, $gte: dayBefore(from) },
        ...(rooms && { roomId: { $in: [...rooms] } }),
      }),
    ]);
    const webinars = new Set(
      (await this.#webinars.findMany([...over, ...going].map(({ roomId }) => roomId))).map(({ webinarId }) => webinarId),
    );
    const days = new Map<string, number>();
    const add = (seconds: Readonly<Record<string, number>>) => {
      for (const [day, more] of Object.entries(seconds)) if (day >= from && day <= to) days.set(day, (days.get(day) ?? 0) + more);
    };
    for (const { roomId, seconds, here } of [...over, ...going]) {
      // The room of a consultation is no webinar.
      if (!webinars.has(roomId)) continue;
      add(seconds);
      for (const since of Object.values(here)) add(byDay(since, now));
    }
    return days;
  }
}

const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
