import { BEGINNING, type ExportedStatements, type StatementsExportQuery, type Position } from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { XapiPeople } from './people.ts';
import { STATED, statementOf, type Stated } from './stating.ts';

/** What happened in the academy, as statements that other systems understand (xAPI). */
export class ExportStatements extends Query<ExportedStatements> {
  constructor(readonly asked: StatementsExportQuery) {
    super();
  }
}

/** Facts that are looked through for one page: where few of them lie in the asked time, a page may have none and still go on. */
const LOOKED_THROUGH = 20_000;

@QueryHandler(ExportStatements)
export class ExportStatementsHandler implements IQueryHandler<ExportStatements> {
  constructor(
    private readonly people: XapiPeople,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** Straight from the log, so that it is all of it and in its order. */
  async execute({ asked: { after = BEGINNING, from = '', to, limit } }: ExportStatements): Promise<ExportedStatements> {
    const reading = new AbortController();
    const until = to === undefined ? '\uffff' : to.length === 10 ? `${to}T23:59:59.999Z` : to;
    const statements: ExportedStatements['statements'] = [];
    let [reached, seen]: [Position, number] = [after, 0];
    try {
      for await (const message of this.log.feed(after === BEGINNING ? null : after, reading.signal, STATED)) {
        if (message.kind === 'caught-up') return { statements, next: null };
        reached = message.position;
        if (message.kind !== 'fact') continue;
        const fact = message.fact as unknown as Stated;
        const { at } = fact.metadata;
        const statement = at >= from && at <= until ? statementOf(fact, this.people.home, (personId) => this.people.agent(personId)) : null;
        if (statement) statements.push(statement);
        if (statements.length >= limit || ++seen >= LOOKED_THROUGH) return { statements, next: reached };
      }
    } finally {
      reading.abort();
    }
    return { statements, next: reached };
  }
}
