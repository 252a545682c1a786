import type { Id, Participant, SentMedia } from '@lyceum/contracts';

/** A tile of the stage: somebody, or the screen that they share. */
export interface Tile {
  readonly key: string;
  readonly personId: Id;
  readonly screen: boolean;
}

const ORDER = { host: 0, 'co-host': 1, speaker: 2, attendee: 3 } as const;

/**
 * The tiles of the stage in their order: shared screens first, then people by what they are, and among the same those with a picture first.
 * Of the audience only who sends something has a tile.
 */
export function tilesOf(participants: readonly Participant[], sent: readonly SentMedia[], me: Id): readonly Tile[] {
  const sends = (personId: Id, source: SentMedia['source']) => sent.some((media) => media.personId === personId && media.source === source);
  const screens = participants
    .filter(({ personId }) => sends(personId, 'screen'))
    .map(({ personId }) => ({ key: `screen ${personId}`, personId, screen: true }));
  const people = participants
    .filter(({ personId, role }) => role !== 'attendee' || personId === me || sends(personId, 'camera') || sends(personId, 'microphone'))
    .map((participant, i) => ({ participant, i, picture: sends(participant.personId, 'camera') ? 0 : 1 }))
    .toSorted((a, b) => ORDER[a.participant.role] - ORDER[b.participant.role] || a.picture - b.picture || a.i - b.i)
    .map(({ participant: { personId } }) => ({ key: personId, personId, screen: false }));
  return [...screens, ...people];
}

/** The tile that is shown large in the spotlight: a screen, else who speaks, else the first that is not oneself. */
export function spotlightOf(tiles: readonly Tile[], speakerId: Id | null, me: Id): Tile | undefined {
  const others = tiles.filter(({ personId }) => personId !== me);
  return tiles.find(({ screen }) => screen) ?? others.find(({ personId }) => personId === speakerId) ?? others[0] ?? tiles[0];
}

/** Tiles of one page of the grid. */
export const PAGE = 12;

/** How many columns so many tiles fill best in a space of this shape (width over height). */
export function columnsFor(count: number, shape: number): number {
  let best = { columns: 1, size: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    // The width of a tile of 16:9, in shares of the height of the space.
    const size = Math.min(shape / columns, 16 / 9 / rows);
    if (size >= best.size - 1e-9) best = { columns, size };
  }
  return best.columns;
}
