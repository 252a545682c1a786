import { handlerFailed } from '../grpc/status.ts';
import type { FilterRequest } from '../protocol/read-request.ts';
import type { EventStore } from '../storage/event-store.ts';
import type { StoredEvent } from '../storage/stored-events.ts';

/** Verdicts kept for one filter: streams can be many. */
const REMEMBERED = 50_000;

const FLAGS = /^\(\?([ims]+)\)/;

/** A regular expression of .NET as one of JavaScript: the options at its front and the anchors that are written differently. */
const translate = (source: string): RegExp => {
  const [whole, flags = ''] = FLAGS.exec(source) ?? ['', ''];
  const body = source.slice(whole.length).replace(/(\\\\)|\\A/g, (_, escaped: string | undefined) => escaped ?? '^');
  return new RegExp(
    body.replace(/(\\\\)|\\[zZ]/g, (_, escaped: string | undefined) => escaped ?? '$'),
    flags,
  );
};

const matcher = ({ regex, prefixes }: FilterRequest): ((name: string) => boolean) => {
  if (regex !== '') {
    let expression: RegExp;
    try {
      expression = translate(regex);
    } catch {
      throw handlerFailed();
    }
    return (name) => expression.test(name);
  }
  return (name) => prefixes.some((prefix) => name.startsWith(prefix));
};

/** Whether a reader wants an event, by the name of its stream or its type. A name is looked at once. */
export class Filter {
  private readonly store: EventStore;
  private readonly byStream: boolean;
  private readonly matches: (name: string) => boolean;
  private readonly verdicts = new Map<number, boolean>();

  /** @throws CallError for an expression that cannot be understood */
  constructor(request: FilterRequest, store: EventStore) {
    this.store = store;
    this.byStream = request.on === 'stream';
    this.matches = matcher(request);
  }

  wants(event: StoredEvent): boolean {
    const id = this.byStream ? event.stream : event.type;
    const known = this.verdicts.get(id);
    if (known !== undefined) return known;
    const verdict = this.matches(this.byStream ? this.store.streams.nameOf(id) : this.store.types.nameOf(id));
    if (this.verdicts.size >= REMEMBERED) this.verdicts.clear();
    this.verdicts.set(id, verdict);
    return verdict;
  }
}
