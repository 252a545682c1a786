import { groupExists, groupFailed, groupMissing } from '../protocol/group-answers.ts';
import type { EventStore } from '../storage/event-store.ts';
import { Configuration, type Entry } from './configuration.ts';
import { Group } from './group.ts';
import { ALL } from '../protocol/place.ts';
import { type Described, type GroupName, keyOfGroup, objectionTo, objectionToBuffers } from './settings.ts';
import { sourceOf } from './source.ts';

/** Milliseconds between two looks at what takes too long and at checkpoints, as in the real server. */
const TICK = 1000;

/** Called once a change is durable; with an error when it is not. */
export type Done = (error?: Error) => void;

/** All groups of consumers of the node. */
export class Groups {
  private readonly store: EventStore;
  private readonly configuration: Configuration;
  private readonly clock: NodeJS.Timeout;
  private readonly entries = new Map<string, Entry>();
  private readonly groups = new Map<string, Group>();
  /** Sources that had a group since the start: asked for their groups they answer with none. */
  private readonly sources = new Set<string>();
  private unsaved = false;
  /** Why there are none, when what is remembered of them cannot be read. */
  private broken: string | undefined;

  constructor(store: EventStore) {
    this.store = store;
    this.configuration = new Configuration(store);
    this.clock = setInterval(() => this.tick(), TICK).unref();
    this.load();
  }

  /** @throws CallError when it is there, or cannot be as it was described */
  create(described: Described, done: Done): void {
    this.refuse(described);
    if (this.groups.has(keyOfGroup(described))) throw groupExists(described);
    this.put(described);
    this.save(described, (error) => {
      if (error) this.forget(described);
      done(error);
    });
  }

  /** Drops the consumers of the group; new ones go on from its checkpoint. @throws CallError as for `create` */
  update(described: Described, done: Done): void {
    const { filter } = this.get(described).described;
    const changed = { ...described, filter };
    this.refuse(changed);
    this.put(changed);
    this.save(changed, done);
  }

  /** @throws CallError when it is not there */
  remove(name: GroupName, done: Done): void {
    const group = this.get(name);
    this.forget(name);
    group.remove();
    this.save(name, done);
  }

  /** @throws CallError when it is not there */
  get(name: GroupName): Group {
    this.refuseWhenBroken(name);
    const group = this.groups.get(keyOfGroup(name));
    if (!group) throw groupMissing(name);
    return group;
  }

  /** The groups of a source, or all. @throws CallError for a source that has none */
  list(source: string | undefined): Group[] {
    const name = { source: source ?? '', group: '' };
    this.refuseWhenBroken(name);
    if (source !== undefined && !this.sources.has(source)) throw groupMissing(name);
    const wanted = source === undefined ? [...this.sources] : [source];
    return wanted.flatMap((one) => [...this.groups.values()].filter(({ described }) => described.source === one));
  }

  /** Drops all consumers, and begins again with what is remembered. */
  restart(): void {
    this.closeAll();
    this.load();
  }

  close(): void {
    clearInterval(this.clock);
    this.closeAll();
  }

  private closeAll(): void {
    for (const group of this.groups.values()) group.close();
    this.groups.clear();
    this.entries.clear();
    this.sources.clear();
  }

  private load(): void {
    // What was decided and still waits must be read too.
    this.store.writer.drain();
    this.broken = undefined;
    try {
      for (const entry of this.configuration.read()) this.open(entry);
    } catch (error) {
      this.closeAll();
      this.broken = `The groups that are remembered cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      process.stderr.write(`lyceum-eventstore: ${this.broken}\n`);
    }
  }

  private open(entry: Entry): void {
    const { described, liveFrom } = entry;
    const key = keyOfGroup(described);
    this.groups.get(key)?.close();
    this.groups.set(key, new Group(this.store, described, liveFrom));
    this.entries.set(key, entry);
    this.sources.add(described.source);
  }

  private put(described: Described): void {
    const { source, filter, settings } = described;
    this.open({ described, liveFrom: settings.start === 'end' ? sourceOf(this.store, source, filter).end() : undefined });
  }

  private forget(name: GroupName): void {
    const key = keyOfGroup(name);
    this.groups.get(key)?.close();
    this.groups.delete(key);
    this.entries.delete(key);
  }

  private refuse(described: Described): void {
    this.refuseWhenBroken(described);
    const { source, settings } = described;
    if (source === '') throw groupFailed(described, 'Bad stream name.');
    const reason = objectionTo(settings, source === ALL ? this.store.writer.lastPosition : undefined) ?? objectionToBuffers(settings);
    if (reason !== undefined) throw groupFailed(described, reason);
  }

  private refuseWhenBroken(name: GroupName): void {
    if (this.broken !== undefined) throw groupFailed(name, this.broken);
  }

  private save(name: GroupName, done: Done): void {
    this.configuration.write([...this.entries.values()], (failure) => {
      this.unsaved = failure !== undefined;
      done(failure === undefined ? undefined : groupFailed(name, `It could not be written: ${failure}`));
    });
  }

  private tick(): void {
    const now = Date.now();
    if (this.unsaved) this.save({ source: '', group: '' }, () => {});
    for (const group of this.groups.values()) group.tick(now);
  }
}
