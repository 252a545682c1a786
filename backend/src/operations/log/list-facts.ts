import { peopleIn, type LoggedFact, type LoggedFactsQuery, type Page } from '@lyceum/contracts';
import { CursorInvalid, ReadModels } from '@lyceum/projections';
import type { EventLog, ShutFact } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { factsAt, loggedFacts } from './entries.ts';

/** What has been recorded, the newest first: all of it, of a stream, or what the journal finds. */
export class ListFacts extends Query<Page<LoggedFact>> {
  constructor(readonly query: LoggedFactsQuery) {
    super();
  }
}

/** Facts of a stream that are looked through for a page. */
const LOOKED = 1000;

@QueryHandler(ListFacts)
export class ListFactsHandler implements IQueryHandler<ListFacts> {
  constructor(
    private readonly models: ReadModels,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async execute({ query }: ListFacts): Promise<Page<LoggedFact>> {
    if (query.stream !== undefined) return this.ofStream(query.stream, query);
    const { items, next } = await this.models.journal.page(query);
    return { items: await loggedFacts(this.models, await factsAt(this.log, items)), next };
  }

  /** A stream is its own index: it is read from its end, whether read models have seen it or not. */
  private async ofStream(stream: string, { cursor, limit, ...query }: LoggedFactsQuery): Promise<Page<LoggedFact>> {
    if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) throw new CursorInvalid('The cursor is not one that a page of this list gave.');
    const from = cursor === undefined ? undefined : Number(cursor);
    const facts = await this.log.lookInto(stream, { from, backwards: true, count: LOOKED });
    const wanted = facts.filter((fact) => isWanted(fact, query));
    const items = await loggedFacts(this.models, wanted.slice(0, limit));
    const next = wanted[limit]?.revision ?? (facts.length === LOOKED ? (facts.at(-1)?.revision ?? 0) - 1 : -1);
    return { items, next: next < 0 ? null : String(next) };
  }
}

type Wanted = Pick<LoggedFactsQuery, 'type' | 'person' | 'correlation' | 'from' | 'to'>;

function isWanted({ type, data, metadata: { at, by, correlationId } }: ShutFact, wanted: Wanted): boolean {
  return (
    (wanted.type === undefined || wanted.type === type) &&
    (wanted.correlation === undefined || wanted.correlation === correlationId) &&
    (wanted.person === undefined || wanted.person === by || peopleIn(data).includes(wanted.person)) &&
    (wanted.from === undefined || at >= wanted.from) &&
    (wanted.to === undefined || at < wanted.to)
  );
}
