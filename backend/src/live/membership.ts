import { BEGINNING, comparePositions, laterPosition, type Change, type Position, type Room } from '@lyceum/contracts';
import type { Audience, ChangedRow } from '@lyceum/projections';

/** Where changes of a room are told to one client. */
export interface Client {
  change(change: Change): void;
  /** From here on the client gets what the whole room gets. */
  follow(room: Room, audience: Audience): void;
  unfollow(room: Room): void;
}

const mayBe = (held: Audience, wanted: Audience): boolean => held === 'staff' || wanted === 'member';

/** The messages that a changed row makes in a room for those who are there as `audience`. */
export const messagesFor = ({ model, key, position, views }: ChangedRow, room: Room, audience: Audience): Change[] =>
  views.filter((view) => view.room === room && mayBe(audience, view.audience)).map(({ row }) => ({ room, model, key, row, position }));

/** A row among those of all models. */
export const nameOf = ({ model, key }: ChangedRow): string => `${model} ${key}`;

/**
 * One client in one room. While it catches up, what happens is put aside; then each change is told once, whether it was read or heard of.
 * As soon as the live changes are past all that was read, the client follows the room with all others.
 */
export class Membership {
  private aside: ChangedRow[] | null = [];
  private readonly told = new Map<string, Position>();
  private floor: Position = BEGINNING;
  private furthest: Position = BEGINNING;
  following = false;

  constructor(
    readonly room: Room,
    readonly audience: Audience,
    private readonly client: Client,
  ) {}

  /** Takes in what was read when the read models had got to `reached`, and then what happened meanwhile. */
  caughtUp(rows: readonly ChangedRow[], reached: Position): void {
    this.floor = laterPosition(this.floor, reached);
    this.furthest = laterPosition(this.furthest, reached);
    for (const row of rows) this.tell(row);
    const meanwhile = this.aside ?? [];
    this.aside = null;
    for (const row of meanwhile) this.happened(row);
  }

  /** Changes may have been missed: until it has caught up again, what happens is put aside. `recent` has been told to all who follow. */
  catchUpAgain(recent: ReadonlyMap<string, Position>): void {
    if (this.following) {
      this.client.unfollow(this.room);
      for (const [name, position] of recent) this.told.set(name, position);
    }
    this.following = false;
    this.aside ??= [];
  }

  /** A row has changed. */
  happened(row: ChangedRow): void {
    if (this.aside) this.aside.push(row);
    else if (comparePositions(row.position, this.floor) > 0) this.tell(row);
  }

  /** All changes up to `position` have happened here. */
  reached(position: Position): void {
    if (this.following || this.aside || comparePositions(position, this.furthest) < 0) return;
    this.following = true;
    this.told.clear();
    this.client.follow(this.room, this.audience);
  }

  private tell(row: ChangedRow): void {
    const name = nameOf(row);
    const before = this.told.get(name);
    if (before !== undefined && comparePositions(row.position, before) <= 0) return;
    this.told.set(name, row.position);
    this.furthest = laterPosition(this.furthest, row.position);
    for (const message of messagesFor(row, this.room, this.audience)) this.client.change(message);
  }
}
