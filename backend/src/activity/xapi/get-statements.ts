import { timeOf, MOST_STATEMENTS, type Statement, type StatementResult, type StatementsQuery } from '@lyceum/contracts';
import { ReadModels, type StatementsSought } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refused } from '../../deciding/refused.ts';
import { XapiPeople } from './people.ts';

export type Found = StatementResult | (Statement & { readonly stored: string });

/** Statements that other systems made, or one of them (xAPI). */
export class GetStatements extends Query<Found> {
  constructor(readonly asked: StatementsQuery) {
    super();
  }
}

const PATH = '/api/xapi/statements';

@QueryHandler(GetStatements)
export class GetStatementsHandler implements IQueryHandler<GetStatements> {
  constructor(
    private readonly models: ReadModels,
    private readonly people: XapiPeople,
  ) {}

  async execute({ asked }: GetStatements): Promise<Found> {
    if (asked.statementId !== undefined) return this.one(asked.statementId, false);
    if (asked.voidedStatementId !== undefined) return this.one(asked.voidedStatementId, true);
    if (asked.related_agents)
      throw new Refused({
        code: 'invalid-input',
        errors: [{ path: 'related_agents', rule: 'unsupported', message: 'Statements are found here by their actor and object alone.' }],
      });
    const { agent, verb, activity, registration, related_activities: related, since, until, ascending } = asked;
    const person = agent && (await this.people.find(agent));
    if (person === null) return { statements: [], more: '' };
    const moment = (timestamp: string | undefined) => timestamp && new Date(timeOf(timestamp)).toISOString();
    const sought: StatementsSought = { person, verb, activity, related, registration, since: moment(since), until: moment(until) };
    const limit = Math.min(asked.limit || MOST_STATEMENTS, MOST_STATEMENTS);
    const order = ascending ? 'rising' : 'falling';
    const { items, next } = await this.models.statements.page(sought, { cursor: asked.cursor, limit }, order);
    const statements = items.map(({ statement }) => JSON.parse(statement!) as Statement);
    return { statements: asked.format === 'ids' ? statements.map(idsOf) : statements, more: next === null ? '' : moreOf(asked, next) };
  }

  private async one(statementId: string, voided: boolean): Promise<Found> {
    const row = await this.models.statements.find(statementId);
    if (!row || row.statement === null || row.voided !== voided) throw new Refused({ code: 'statement-not-found' });
    return JSON.parse(row.statement) as Statement & { stored: string };
  }
}

/** The path of the next page, with all that was asked for. */
function moreOf(asked: StatementsQuery, cursor: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...asked, cursor }))
    if (value !== undefined) query.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  return `${PATH}?${query}`;
}

/** No more of what a statement is about than by which it is known. */
function idsOf(statement: Statement): Statement {
  const { object, actor, verb } = statement;
  const { name: _, ...who } = actor;
  const about = 'definition' in object ? { objectType: 'Activity' as const, id: object.id } : object;
  return { ...statement, actor: who, verb: { id: verb.id }, object: about } as Statement;
}
