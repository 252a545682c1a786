import type { Live } from './live.ts';
import type { Heartbeat } from './records.ts';

/** How fast facts are folded: how many since this was asked last, a second. */
export class Rates {
  #since = performance.now();
  #all = 0;
  #folded = new Map<string, number>();

  of({ folded, group }: Live): Pick<Heartbeat, 'rate' | 'rates'> {
    const seconds = Math.max(0.001, (performance.now() - this.#since) / 1000);
    const rate = Math.round((folded - this.#all) / seconds);
    const models = group.tables.map((table) => [table.model.name, table.folded] as const);
    const rates = models.flatMap(([name, now]) => {
      // A table that was put in the place of another counts from its beginning.
      const before = this.#folded.get(name) ?? now;
      return now > before ? [[name, Math.round(((now - before) / seconds) * 10) / 10]] : [];
    });
    this.#folded = new Map(models);
    [this.#since, this.#all] = [performance.now(), folded];
    return { rate, rates: Object.fromEntries(rates) };
  }
}
