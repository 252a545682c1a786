import {
  placeOfReaction,
  reactionKey,
  REFUSALS,
  type AutomationEvent,
  type EventOf,
  type Id,
  type Instant,
  type Position,
} from '@lyceum/contracts';
import type { Decider } from '../deciding/decider.ts';
import { accept, nothing, type Decision } from '../deciding/decision.ts';
import { Refused } from '../deciding/refused.ts';

/** A reaction that has failed and not been made up for. */
export type Failed = EventOf<'automation.ReactionFailed.v1'>['data'];

/** Something that was due and could not be done yet. */
export type Undone = EventOf<'automation.DueFailed.v1'>['data'];

/** Which fact a reaction is to. */
export interface Place {
  readonly stream: string;
  readonly revision: number;
}

/** What an automation has to remember: since when it reacts, and what it could not do yet, or is to do again. */
export interface AutomationRecord {
  readonly after: Position | null;
  /** Reactions by the keys of their runs. */
  readonly failed: ReadonlyMap<string, Failed>;
  /** What the clock could not do, by the keys of what is due. */
  readonly undone: ReadonlyMap<string, Undone>;
}

/** Before any time that there is: what is to be tried at this time is to be tried at once. */
const AT_ONCE: Instant = new Date(0).toISOString();

/** `automation-NAME`. */
export const records: Decider<AutomationRecord, AutomationEvent> = {
  stream: (name) => `automation-${name}`,
  initial: { after: null, failed: new Map(), undone: new Map() },
  evolve: (record, { type, data }) => {
    switch (type) {
      case 'automation.AutomationInstalled.v1':
        return { ...record, after: data.after };
      case 'automation.ReactionFailed.v1':
        return { ...record, failed: new Map(record.failed).set(reactionKey(data), data) };
      case 'automation.ReactionMadeUp.v1':
        return { ...record, failed: without(record.failed, reactionKey(data)) };
      case 'automation.DueFailed.v1':
        return { ...record, undone: new Map(record.undone).set(data.key, data) };
      case 'automation.DueMadeUp.v1':
        return { ...record, undone: without(record.undone, data.key) };
      case 'automation.RunAgainOrdered.v1':
        return ordered(record, data);
    }
  },
};

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}

/** What is to be done again counts as failed until it is: a reaction, whether it went well before or not; of the clock what it could not do. */
function ordered(record: AutomationRecord, { name, key }: { readonly name: string; readonly key: string }): AutomationRecord {
  const undone = record.undone.get(key);
  if (undone) return { ...record, undone: new Map(record.undone).set(key, { ...undone, next: AT_ONCE }) };
  // It reacts: what only the clock does was never installed.
  if (record.after === null) return record;
  const failed = record.failed.get(key) ?? { name, ...placeOfReaction(key), reason: '', tries: 0 };
  return { ...record, failed: new Map(record.failed).set(key, { ...failed, next: AT_ONCE }) };
}

/** Where it is installed already it stays so. */
export const install = ({ after }: AutomationRecord, name: string, head: Position): Decision<AutomationEvent> =>
  after === null ? accept({ type: 'automation.AutomationInstalled.v1', data: { name, after: head } }) : nothing();

/** How a reaction went: well, or not and why; `final` where trying again is no use. */
export type Outcome = { readonly well: true } | { readonly well: false; readonly reason: string; readonly final: boolean };

/** Seconds to the next try: doubled each time, up to an hour. People wait for what is due. */
const FIRST_WAIT = { reaction: 5, due: 2 };
const LAST_WAIT = 3600;
/** About two days. */
const TRIES = 55;

const nextTry = (of: keyof typeof FIRST_WAIT, tries: number, now: Instant): Instant => {
  const seconds = Math.min(LAST_WAIT, FIRST_WAIT[of] * 2 ** (tries - 1));
  return new Date(Date.parse(now) + seconds * 1000).toISOString();
};

/** Records what is worth remembering of a reaction: that it failed, and that it was made up for. */
export function note(record: AutomationRecord, name: string, place: Place, outcome: Outcome, now: Instant): Decision<AutomationEvent> {
  const { stream, revision } = place;
  const before = record.failed.get(reactionKey(place));
  if (outcome.well) return before ? accept({ type: 'automation.ReactionMadeUp.v1', data: { name, stream, revision } }) : nothing();
  const tries = (before?.tries ?? 0) + 1;
  const next = outcome.final || tries >= TRIES ? null : nextTry('reaction', tries, now);
  return accept({ type: 'automation.ReactionFailed.v1', data: { name, stream, revision, reason: outcome.reason, tries, next } });
}

/** Records what is worth remembering of something due, in the same way; it is never given up, since it stays due. */
export function noteDue(
  record: AutomationRecord,
  { name, key, at }: Pick<Undone, 'name' | 'key' | 'at'>,
  failure: string | null,
  now: Instant,
): Decision<AutomationEvent> {
  const before = record.undone.get(key);
  if (failure === null) return before ? accept({ type: 'automation.DueMadeUp.v1', data: { name, key } }) : nothing();
  const tries = (before?.tries ?? 0) + 1;
  return accept({ type: 'automation.DueFailed.v1', data: { name, key, at, reason: failure, tries, next: nextTry('due', tries, now) } });
}

/** An operator says that a run is to be done again. */
export const runAgain = (name: string, key: string, operatorId: Id): Decision<AutomationEvent> =>
  accept({ type: 'automation.RunAgainOrdered.v1', data: { name, key, operatorId } });

const LONGEST_REASON = 500;
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_REASON);

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
