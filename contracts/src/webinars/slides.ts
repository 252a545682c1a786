import { z } from 'zod';
import { Id, Line } from '../values.ts';

/** Pages that one set of slides has at most. */
export const MOST_PAGES = 300;
/** Letters that are kept of what a page says, and of what all pages of a set say together. */
export const LONGEST_PAGE_TEXT = 2000;
export const LONGEST_DECK_TEXT = 150_000;

/** A page of slides: an image that was kept for the webinar before, and what it says, for who does not see it. */
export const SlidePage = z.strictObject({ imageId: Id, text: z.string().trim().max(LONGEST_PAGE_TEXT).default('') });
export type SlidePage = z.infer<typeof SlidePage>;

/** `POST /api/webinars/:id/decks`, and `add-deck` in the room. */
export const AddDeckRequest = z
  .strictObject({ title: Line, pages: z.array(SlidePage).min(1).max(MOST_PAGES) })
  .refine(({ pages }) => pages.reduce((sum, { text }) => sum + text.length, 0) <= LONGEST_DECK_TEXT, {
    path: ['pages'],
    message: `together at most ${LONGEST_DECK_TEXT} letters of text`,
  })
  .meta({ id: 'AddDeckRequest' });
export type AddDeckRequest = z.infer<typeof AddDeckRequest>;

export const DeckAdded = z.object({ deckId: Id }).meta({ id: 'DeckAdded' });
export type DeckAdded = z.infer<typeof DeckAdded>;

/** The slides of a webinar, for those who may show them. `pages` are images in their order. */
export const DecksList = z
  .object({ items: z.array(z.object({ deckId: Id, title: z.string(), pages: z.array(Id) })) })
  .meta({ id: 'DecksList' });
export type DecksList = z.infer<typeof DecksList>;
