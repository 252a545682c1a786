import { TYPING_LASTS, type AttendAnswer, type Id, type PresenceNews, type TypingNews } from '@lyceum/contracts';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { live } from '#lib/live/live.svelte.ts';

/** Typing is told at most so often, in milliseconds; the sign outlasts the gap. */
const TOLD_EVERY = 3000;

/** Who of the others is on line, and who is typing where. */
class Company {
  readonly #online = new SvelteSet<Id>();
  /** By conversation, when the sign of typing fades. */
  readonly #typing = new SvelteMap<Id, ReturnType<typeof setTimeout>>();
  #told = -Infinity;

  isOnline = (personId: Id): boolean => this.#online.has(personId);
  isTyping = (conversationId: Id): boolean => this.#typing.has(conversationId);

  /** The page shows these conversations. For an `$effect` that reads `live.connection`: asked anew with each connection. */
  attend(conversationIds: readonly Id[]): () => void {
    const stops = [
      live.hear<PresenceNews>(
        'presence',
        ({ personId, online }) => void (online ? this.#online.add(personId) : this.#online.delete(personId)),
      ),
      live.hear<TypingNews>('typing', ({ conversationId }) => this.#types(conversationId)),
    ];
    void live.ask<AttendAnswer>('attend', { conversationIds: conversationIds.slice(0, 100) }).then((answer) => {
      this.#online.clear();
      if (answer?.ok) for (const personId of answer.online) this.#online.add(personId);
    });
    return () => stops.forEach((stop) => stop());
  }

  /** The person is typing here. */
  typing(conversationId: Id): void {
    if (performance.now() - this.#told < TOLD_EVERY) return;
    this.#told = performance.now();
    void live.ask('typing', { conversationId });
  }

  /** What was being typed has been sent, here or by the other. */
  stopped(conversationId: Id): void {
    clearTimeout(this.#typing.get(conversationId));
    this.#typing.delete(conversationId);
  }

  #types(conversationId: Id): void {
    clearTimeout(this.#typing.get(conversationId));
    this.#typing.set(
      conversationId,
      setTimeout(() => this.#typing.delete(conversationId), TYPING_LASTS),
    );
  }
}

export const company = new Company();
