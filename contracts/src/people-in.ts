import type { Id } from './values.ts';

/** Fields of facts that name people, one or several. */
const PEOPLE = new Set([
  'added',
  'authorId',
  'beginnerId',
  'granteeId',
  'hostId',
  'instructorId',
  'otherId',
  'ownerId',
  'personId',
  'readerId',
  'removed',
  'studentId',
]);

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Everybody whom the data of a fact name, each once, in the order in which they are met. */
export function peopleIn(data: unknown): readonly Id[] {
  const found = new Set<Id>();
  const look = (value: unknown, named: boolean): void => {
    if (typeof value === 'string') {
      if (named && UUID.test(value)) found.add(value);
    } else if (Array.isArray(value)) for (const one of value) look(one, named);
    else if (typeof value === 'object' && value !== null)
      for (const [field, one] of Object.entries(value)) look(one, PEOPLE.has(field) && !isPlain(one));
  };
  look(data, false);
  return [...found];
}

/** A document inside says itself which of its fields name people. */
const isPlain = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
