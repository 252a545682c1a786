import type { AcademyEventType, EventOf, Recorded, Room } from '@lyceum/contracts';

/** Who of a room may see a row: everyone who may join it, or its staff only. */
export type Audience = 'member' | 'staff';

/** A row as one audience of one room sees it. */
export interface View {
  readonly room: Room;
  readonly audience: Audience;
  readonly row: object;
}

/** An index of a read model: its fields in order, 1 rising and -1 falling. */
export type Index = Readonly<Record<string, 1 | -1>>;

/** A room's kind (`course` of `course:ID`) with the field of the row that holds the ID; null where the room has no ID. */
export type RoomFields = Readonly<Record<string, string | null>>;

/** A read model, declared as data. The engine owns reading, batching, checkpoints, parking and swaps. */
export interface Projection<Row extends object = object> {
  readonly name: string;
  /** Rises with every change of the fold or the document: the next start fills a new generation and swaps. */
  readonly version: number;
  readonly from: readonly string[];
  /** Facts that are always the first of their row, so that no older row has to be looked for. */
  readonly first: readonly string[];
  readonly indexes: readonly Index[];
  /** Whether nothing that may be sealed in a fact goes into its rows: it counts, or says where facts lie and whom they name. */
  readonly blind: boolean;
  /** How the rows of a room are found, for a model that is pushed. */
  readonly rooms: RoomFields;
  /** The keys of the rows that a fact concerns. */
  key(fact: Recorded): string | readonly string[];
  /** Pure. The next row; the same row or undefined where nothing changes; null where the row is to go (never in a model that is pushed). */
  fold(row: Row | undefined, fact: Recorded, key: string): Row | null | undefined;
  /** Who sees a row, and how. */
  views(row: Row): readonly View[];
}

/** What a read model declares; `Type` is inferred from `from`, so that key and fold know their facts. */
interface Declared<Row extends object, Type extends AcademyEventType> {
  readonly name: string;
  readonly version: number;
  readonly from: readonly Type[];
  readonly first?: readonly Type[];
  readonly indexes: readonly Index[];
  readonly blind?: boolean;
  readonly rooms?: RoomFields;
  readonly key: (fact: Recorded<EventOf<Type>>) => string | readonly string[];
  readonly fold: (row: Row | undefined, fact: Recorded<EventOf<Type>>, key: string) => Row | null | undefined;
  readonly views?: (row: Row) => readonly View[];
}

/** Declares a read model. The feed hands it only facts named in `from`, which is what the casts rest on. */
export const projection = <Row extends object, Type extends AcademyEventType>(declared: Declared<Row, Type>): Projection<Row> => ({
  ...declared,
  first: declared.first ?? [],
  blind: declared.blind ?? false,
  rooms: declared.rooms ?? {},
  key: (fact) => declared.key(fact as Recorded<EventOf<Type>>),
  fold: (row, fact, key) => declared.fold(row, fact as Recorded<EventOf<Type>>, key),
  views: declared.views ?? (() => []),
});
