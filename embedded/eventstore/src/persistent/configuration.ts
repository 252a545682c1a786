import type { FilterRequest } from '../protocol/read-request.ts';
import { visibleEvent } from '../reading/visible.ts';
import { contentOf } from '../storage/event-frame.ts';
import type { EventStore } from '../storage/event-store.ts';
import { ownEvent } from '../storage/own-event.ts';
import { METADATA } from '../storage/streams.ts';
import { ALL, parseStart, startText } from '../protocol/place.ts';
import { type Described, type GroupSettings } from './settings.ts';

/** A group as it is remembered; `liveFrom` as for `Group`. */
export type Entry = { readonly described: Described; readonly liveFrom: number | undefined };

const STREAM = '$persistentSubscriptionConfig';
const VERSION = '2';

/** The names under which the settings are kept that are kept as they are. */
const KEPT = {
  resolveLinkTos: 'resolveLinks',
  extraStatistics: 'extraStatistics',
  messageTimeout: 'messageTimeout',
  liveBufferSize: 'liveBufferSize',
  historyBufferSize: 'historyBufferSize',
  maxRetryCount: 'maxRetryCount',
  readBatchSize: 'readBatchSize',
  checkPointAfter: 'checkpointAfter',
  minCheckPointCount: 'minCheckpointCount',
  maxCheckPointCount: 'maxCheckpointCount',
  maxSubscriberCount: 'maxSubscriberCount',
  namedConsumerStrategy: 'strategy',
} as const satisfies Record<string, keyof GroupSettings>;

type Json = Record<string, unknown>;

const toJson = ({ described: { source, group, filter, settings }, liveFrom }: Entry): Json => ({
  stream: source,
  group,
  ...(filter && { filter: { on: filter.on, regex: filter.regex, prefixes: filter.prefixes } }),
  startPosition: startText(settings.start, source === ALL),
  ...(liveFrom !== undefined && { liveFrom }),
  ...Object.fromEntries(Object.entries(KEPT).map(([name, setting]) => [name, settings[setting]])),
});

const toFilter = ({ on, regex, prefixes }: Pick<FilterRequest, 'on' | 'regex' | 'prefixes'>): FilterRequest => ({
  on,
  regex,
  prefixes,
  window: undefined,
  interval: 1,
});

const fromJson = (json: Json): Entry => {
  const { stream: source, group, filter, startPosition, liveFrom } = json as Record<string, string>;
  if (source === undefined || group === undefined || startPosition === undefined) throw new Error('a group has no name');
  const kept = Object.fromEntries(Object.entries(KEPT).map(([name, setting]) => [setting, json[name]]));
  if (Object.values(kept).includes(undefined)) throw new Error(`the group ${group} of ${source} has not all of its settings`);
  const settings = { ...kept, start: parseStart(startPosition, source === ALL) } as GroupSettings;
  return {
    described: { source, group, settings, filter: filter === undefined ? undefined : toFilter(filter as unknown as FilterRequest) },
    liveFrom: liveFrom === undefined ? undefined : Number(liveFrom),
  };
};

/** The stream in which the node remembers its groups: all of them an event. */
export class Configuration {
  private readonly store: EventStore;

  constructor(store: EventStore) {
    this.store = store;
  }

  /** @throws Error when what is there cannot be understood */
  read(): Entry[] {
    const event = visibleEvent(this.store, STREAM, -1);
    if (!event) return [];
    const { version, entries } = JSON.parse(Buffer.from(contentOf(event.frame).data).toString('utf8')) as Json;
    if (version !== VERSION || !Array.isArray(entries))
      throw new Error(`it is of version ${String(version)}, this program knows ${VERSION}`);
    return (entries as Json[]).map(fromJson);
  }

  /** Calls back with the reason when it could not be written. */
  write(entries: readonly Entry[], done: (failure: string | undefined) => void): void {
    const { writer, streams } = this.store;
    if (streams.get(STREAM).last < 0)
      writer.append({ stream: METADATA + STREAM, expected: 'any', events: [ownEvent('$metadata', '{"$maxCount":2}')] }, () => {});
    const content = { version: VERSION, updated: new Date().toISOString(), updatedBy: 'system', entries: entries.map(toJson) };
    const event = ownEvent('$PersistentConfig', JSON.stringify(content));
    writer.append({ stream: STREAM, expected: 'any', events: [event] }, (outcome) => {
      if (outcome.kind === 'written') done(undefined);
      else done(outcome.kind === 'failed' ? outcome.reason : `${STREAM} is deleted`);
    });
  }
}
