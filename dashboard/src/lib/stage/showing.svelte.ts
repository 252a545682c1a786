import type { Deck } from '@lyceum/contracts';
import type { RoomSession } from './session.svelte.ts';

/** The page that everybody sees. */
export interface Shown {
  readonly deck: Deck;
  readonly page: number;
  readonly imageId: string;
  readonly text: string;
}

interface Place {
  readonly deckId: string | null;
  readonly page: number;
}

/** Who turns pages sees at once what they asked for; this long until the room has told it, in milliseconds. */
const TOLD_WITHIN = 1000;

/** Slides in a room: which page is shown, and turning pages for all. */
export class Showing {
  readonly #session: () => RoomSession;
  #asked = $state.raw<Place | null>(null);

  constructor(session: () => RoomSession) {
    this.#session = session;
  }

  /** Whether one may show slides here. */
  get may(): boolean {
    const { mine, view } = this.#session();
    return mine !== null && mine.role !== 'attendee' && view?.kind !== 'consultation';
  }

  readonly at: Shown | null = $derived.by(() => {
    const { view } = this.#session();
    const { deckId, page } = this.#asked ?? view?.slide ?? { deckId: null, page: 0 };
    const deck = view?.decks.find((one) => one.deckId === deckId);
    const imageId = deck?.pages[page];
    if (!deck || imageId === undefined) return null;
    const told = view?.slide?.deckId === deckId && view?.slide?.page === page;
    return { deck, page, imageId, text: told ? (view?.slide?.text ?? '') : '' };
  });

  show(deckId: string, page: number): Promise<void> {
    return this.#ask({ deckId, page });
  }

  stop(): Promise<void> {
    return this.#ask({ deckId: null, page: 0 });
  }

  /** So many pages on, or back; at the ends nothing happens. */
  turn(by: number): void {
    if (!this.at) return;
    const page = this.at.page + by;
    if (page >= 0 && page < this.at.deck.pages.length) void this.show(this.at.deck.deckId, page);
  }

  async #ask(place: Place): Promise<void> {
    this.#asked = place;
    const done = await this.#session().ask('show-slide', place);
    const forget = () => {
      if (this.#asked === place) this.#asked = null;
    };
    if (done) setTimeout(forget, TOLD_WITHIN);
    else forget();
  }
}
