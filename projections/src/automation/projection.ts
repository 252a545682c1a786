import {
  placeOfReaction,
  partsOfRun,
  REACTING,
  reactionKey,
  runName,
  type AcademyEventType,
  type EventOf,
  type FactPlace,
  type Id,
  type Instant,
  type Position,
  type ReactionName,
  type Recorded,
} from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { FED_TYPES } from '../journal/projection.ts';
import { standingAfter, type Standing } from './standing.ts';

/** One run of an automation. Of a reaction there is a row as soon as its fact is there: that it went well leaves no other trace. */
export interface RunRow extends Standing {
  readonly automation: string;
  readonly key: string;
  /** The fact because of which it ran. */
  readonly factId: Id | null;
  /** Where the fact of a reaction lies in the log; null for other automations. */
  readonly since: Position | null;
  readonly at: Instant;
  readonly tries: number;
  readonly effects: number;
  readonly effect: FactPlace | null;
  readonly ordered: { readonly by: Id; readonly at: Instant } | null;
  /** Sorts by time, and runs of the same instant by their names. */
  readonly newest: string;
}

type AnyFact = Recorded<EventOf<AcademyEventType>>;

const BY_TYPE = new Map<string, ReactionName[]>();
for (const name of Object.keys(REACTING) as ReactionName[])
  for (const type of REACTING[name].from) BY_TYPE.set(type, [...(BY_TYPE.get(type) ?? []), name]);

/** The runs that a fact is about: that which recorded it, that of which it tells, and those that it sets off. */
function runsOf(fact: AnyFact): readonly string[] {
  switch (fact.type) {
    case 'automation.AutomationInstalled.v1':
      return [];
    case 'automation.ReactionFailed.v1':
    case 'automation.ReactionMadeUp.v1':
      return [runName(fact.data.name, reactionKey(fact.data))];
    case 'automation.DueFailed.v1':
    case 'automation.DueMadeUp.v1':
    case 'automation.RunAgainOrdered.v1':
      return [runName(fact.data.name, fact.data.key)];
    default: {
      const reacting = BY_TYPE.get(fact.type)?.map((name) => runName(name, reactionKey(fact))) ?? [];
      return fact.metadata.run === undefined ? reacting : [fact.metadata.run, ...reacting];
    }
  }
}

/** A run that nothing is known of yet but its name. */
const begun = (run: string, { metadata, recorded }: AnyFact): RunRow => ({
  ...partsOfRun(run),
  factId: metadata.causationId,
  since: null,
  at: recorded,
  state: 'done',
  tries: 1,
  reason: null,
  next: null,
  effects: 0,
  effect: null,
  ordered: null,
  newest: `${recorded} ${run}`,
});

/** A reaction is done unless something says otherwise; what happened long before it was recorded has no effect where it is to be fresh. */
function setOff(run: string, fact: AnyFact): RunRow {
  const row = begun(run, fact);
  const { fresh } = REACTING[row.automation as ReactionName];
  const late = fresh !== null && Date.parse(fact.recorded) - Date.parse(fact.metadata.at) > fresh * 1000;
  return { ...row, factId: fact.id, since: fact.position, ...(late && { state: 'passed-over', tries: 0 }) };
}

function isSetOffBy(run: string, fact: AnyFact): boolean {
  const { automation, key } = partsOfRun(run);
  if (!BY_TYPE.get(fact.type)?.includes(automation as ReactionName)) return false;
  const { stream, revision } = placeOfReaction(key);
  return stream === fact.stream && revision === fact.revision;
}

function fold(former: RunRow | undefined, fact: AnyFact, run: string): RunRow | undefined {
  if (isSetOffBy(run, fact)) return setOff(run, fact);
  const row = former ?? begun(run, fact);
  const now = { at: fact.recorded, newest: `${fact.recorded} ${run}` };
  switch (fact.type) {
    case 'automation.ReactionFailed.v1': {
      const { reason, tries, next } = fact.data;
      return { ...row, ...now, state: next === null ? 'given-up' : 'failed', reason, tries, next };
    }
    case 'automation.DueFailed.v1': {
      const { reason, tries, next } = fact.data;
      return { ...row, ...now, state: 'failed', reason, tries, next };
    }
    case 'automation.ReactionMadeUp.v1':
    case 'automation.DueMadeUp.v1':
      return { ...row, ...now, state: 'done', reason: null, next: null, tries: row.tries + 1 };
    case 'automation.RunAgainOrdered.v1':
      return former && { ...row, state: 'again', next: null, ordered: { by: fact.data.operatorId, at: fact.recorded } };
    default: {
      const { id, type, stream, revision } = fact;
      return { ...row, ...now, ...standingAfter(fact), effects: row.effects + 1, effect: { id, type, stream, revision } };
    }
  }
}

export const automation = projection<RunRow, AcademyEventType>({
  name: 'automation',
  version: 1,
  from: FED_TYPES,
  key: runsOf,
  fold,
  indexes: [
    { newest: 1, _id: 1 },
    { automation: 1, newest: 1, _id: 1 },
    { state: 1, newest: 1, _id: 1 },
    { automation: 1, state: 1, newest: 1, _id: 1 },
    { position: 1 },
  ],
  rooms: { operator: null },
  views: ({ newest: _, ...row }) => [{ room: 'operator', audience: 'staff', row }],
});
