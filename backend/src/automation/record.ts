import { REFUSALS, type AutomationEvent, type EventOf, type Instant, type Position } from '@lyceum/contracts';
import type { Decider } from '../deciding/decider.ts';
import { accept, nothing, type Decision } from '../deciding/decision.ts';
import { Refused } from '../deciding/refused.ts';

/** A reaction that has failed and not been made up for. */
export type Failed = EventOf<'automation.ReactionFailed.v1'>['data'];

/** Which fact a reaction is to. */
export interface Place {
  readonly stream: string;
  readonly revision: number;
}

/** What an automation has to remember: since when it reacts, and what it could not do yet. */
export interface AutomationRecord {
  readonly after: Position | null;
  readonly failed: ReadonlyMap<string, Failed>;
}

const keyOf = ({ stream, revision }: Place): string => `${stream}@${revision}`;

/** `automation-NAME`. */
export const records: Decider<AutomationRecord, AutomationEvent> = {
  stream: (name) => `automation-${name}`,
  initial: { after: null, failed: new Map() },
  evolve: (record, { type, data }) => {
    if (type === 'automation.AutomationInstalled.v1') return { ...record, after: data.after };
    const failed = new Map(record.failed);
    if (type === 'automation.ReactionFailed.v1') failed.set(keyOf(data), data);
    else failed.delete(keyOf(data));
    return { ...record, failed };
  },
};

/** Where it is installed already it stays so. */
export const install = ({ after }: AutomationRecord, name: string, head: Position): Decision<AutomationEvent> =>
  after === null ? accept({ type: 'automation.AutomationInstalled.v1', data: { name, after: head } }) : nothing();

/** How a reaction went: well, or not and why; `final` where trying again is no use. */
export type Outcome = { readonly well: true } | { readonly well: false; readonly reason: string; readonly final: boolean };

/** Seconds to the next try: doubled each time, up to an hour. */
const FIRST_WAIT = 5;
const LAST_WAIT = 3600;
/** About two days. */
const TRIES = 55;

const nextTry = (tries: number, now: Instant): Instant => {
  const seconds = Math.min(LAST_WAIT, FIRST_WAIT * 2 ** (tries - 1));
  return new Date(Date.parse(now) + seconds * 1000).toISOString();
};

/** Records what is worth remembering of a reaction: that it failed, and that it was made up for. */
export function note(record: AutomationRecord, name: string, place: Place, outcome: Outcome, now: Instant): Decision<AutomationEvent> {
  const { stream, revision } = place;
  const before = record.failed.get(keyOf(place));
  if (outcome.well) return before ? accept({ type: 'automation.ReactionMadeUp.v1', data: { name, stream, revision } }) : nothing();
  const tries = (before?.tries ?? 0) + 1;
  const next = outcome.final || tries >= TRIES ? null : nextTry(tries, now);
  return accept({ type: 'automation.ReactionFailed.v1', data: { name, stream, revision, reason: outcome.reason, tries, next } });
}

/** Whether what went wrong will go wrong again: a refusal will, unless it is one of the moment, such as too many at once. */
export const isFinal = (error: unknown): boolean => {
  if (!(error instanceof Refused)) return false;
  const { code } = error.refusal;
  const [status] = REFUSALS[code];
  return code !== 'changed-meanwhile' && status !== 429 && status < 500;
};

/** What is to be tried again now. */
export const toTryAgain = ({ failed }: AutomationRecord, now: Instant): readonly Failed[] =>
  [...failed.values()].filter(({ next }) => next !== null && next <= now);
