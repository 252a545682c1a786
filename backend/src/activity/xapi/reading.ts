import { VOIDED, type Id, type Statement, type XapiActor } from '@lyceum/contracts';

const asList = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

type Subject = Pick<Statement, 'object' | 'context'>;

/** The IRI of the activity that a statement is about; null where it is about something else. */
export const objectOf = ({ object }: Subject): string | null =>
  object.objectType === undefined || object.objectType === 'Activity' ? object.id : null;

/** That activity and those of the context. */
export function activitiesOf(statement: Subject): readonly string[] {
  const { parent, grouping, category, other } = statement.context?.contextActivities ?? {};
  const around = [parent, grouping, category, other].flatMap((some) => asList(some)).map(({ id }) => id);
  const object = objectOf(statement);
  return [...new Set(object === null ? around : [object, ...around])];
}

/** Everybody whom a statement names beside its actor. */
export function othersIn(statement: Subject): readonly XapiActor[] {
  const { object, context } = statement;
  const said = object.objectType === 'Agent' || object.objectType === 'Group' ? [object] : [];
  const inner = object.objectType === 'SubStatement' ? [object.actor, ...othersIn(object)] : [];
  const around = [context?.instructor, context?.team].filter((one) => one !== undefined);
  const named = [...said, ...inner, ...around] as readonly XapiActor[];
  return named.flatMap((actor) => [actor, ...(actor.objectType === 'Group' ? (actor.member ?? []) : [])]);
}

/** The statement that one takes back. */
export const voidedBy = ({ verb, object }: Pick<Statement, 'verb' | 'object'>): Id | null =>
  verb.id === VOIDED && object.objectType === 'StatementRef' ? object.id : null;

/** The course of the academy at `home` that an activity lies in; null where it is none of ours. */
export function courseIn(activity: string, home: URL): Id | null {
  if (!URL.canParse(activity) || new URL(activity).origin !== home.origin) return null;
  return /^\/courses\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?:\/|$)/i.exec(new URL(activity).pathname)?.[1]?.toLowerCase() ?? null;
}

const LONGEST_KIND = 60;

/** What was done, in a word: the end of the verb's IRI. */
export const kindOf = (verb: string): string =>
  (verb.split(/[/#:]/).findLast((part) => part !== '') ?? verb).toLowerCase().slice(0, LONGEST_KIND);
