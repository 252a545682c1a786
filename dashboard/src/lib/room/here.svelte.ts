import type { EnterAnswer, HereNews, Id } from '@lyceum/contracts';
import { SvelteSet } from 'svelte/reactivity';
import { live } from '#lib/live/live.svelte.ts';

/** Who is in the room that the page shows. */
class Occupied {
  readonly #here = new SvelteSet<Id>();

  has = (personId: Id): boolean => this.#here.has(personId);

  /** The page shows the room. For an `$effect` that reads `live.connection`: entered anew with each connection. */
  enter(bookingId: Id): () => void {
    const stop = live.hear<HereNews>('here', ({ personId, here }) => void (here ? this.#here.add(personId) : this.#here.delete(personId)));
    void live.ask<EnterAnswer>('enter', { bookingId }).then((answer) => {
      this.#here.clear();
      if (answer?.ok) for (const personId of answer.here) this.#here.add(personId);
    });
    return () => {
      stop();
      this.#here.clear();
      void live.ask('exit', {});
    };
  }
}

export const occupied = new Occupied();
