import type { Id, Unread } from '@lyceum/contracts';
import { read } from '#lib/api/client.ts';
import { live } from '#lib/live/live.svelte.ts';
import { rowOf } from '#lib/live/rows.ts';

/** How many messages wait to be read, on every page. */
class UnreadMessages {
  #conversations = $state.raw<ReadonlyMap<Id, number>>(new Map());
  readonly total = $derived([...this.#conversations.values()].reduce((sum, messages) => sum + messages, 0));

  /** Counts for a person from now on. For an `$effect`: returns how to stop. */
  count(personId: Id): () => void {
    let stopped = false;
    let stop = () => undefined as void;
    this.#conversations = new Map();
    void read<Unread>(fetch, '/api/me/unread')
      .then(({ value, position }) => {
        if (stopped) return;
        this.#conversations = new Map(value.conversations.map(({ conversationId, messages }) => [conversationId, messages]));
        stop = live.follow(`person:${personId}`, position, (change) => {
          const row = rowOf(change, 'conversations');
          if (row) this.#conversations = new Map(this.#conversations).set(row.conversationId, row.unread);
        });
      })
      // No count is better than a wrong one: it comes with the next page.
      .catch(() => undefined);
    return () => {
      stopped = true;
      stop();
    };
  }
}

export const unread = new UnreadMessages();
