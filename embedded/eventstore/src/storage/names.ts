import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { typeField } from './event-frame.ts';

/** Types are few; a stranger who makes up a new one for every event must not fill the memory. */
const REMEMBERED = 20_000;

export type EventType = { readonly id: number; readonly name: string; readonly field: Buffer };

/** The event types of the file, by name and by number. */
export class EventTypes {
  private readonly byName = new Map<string, EventType>();
  private readonly nameById = new Map<number, string>();
  private readonly find: StatementSync;
  private readonly name: StatementSync;
  private readonly add: StatementSync;

  constructor(database: DatabaseSync) {
    this.find = database.prepare('SELECT id FROM types WHERE name = ?');
    this.name = database.prepare('SELECT name FROM types WHERE id = ?');
    this.add = database.prepare('INSERT INTO types (name) VALUES (?)');
  }

  /** The type of that name, made if it is new: only inside a transaction. */
  of(name: string): EventType {
    const known = this.byName.get(name);
    if (known) return known;
    const stored = this.find.get(name);
    const id = Number(stored ? stored['id'] : this.add.run(name).lastInsertRowid);
    const type = { id, name, field: typeField(name) };
    if (this.byName.size >= REMEMBERED) this.byName.clear();
    this.byName.set(name, type);
    return type;
  }

  nameOf(id: number): string {
    const known = this.nameById.get(id);
    if (known !== undefined) return known;
    const name = String(this.name.get(id)!['name']);
    if (this.nameById.size >= REMEMBERED) this.nameById.clear();
    this.nameById.set(id, name);
    return name;
  }

  /** After a rollback: numbers given out in it do not exist. */
  forget(): void {
    this.byName.clear();
    this.nameById.clear();
  }
}
