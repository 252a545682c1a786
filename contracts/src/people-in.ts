import type { Id } from './values.ts';

/** Fields of facts that name people, one or several. */
const PEOPLE = new Set([
  'about',
  'added',
  'authorId',
  'beginnerId',
  'granteeId',
  'hostId',
  'instructorId',
  'operatorId',
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
  const found: Id[] = [];
  look(data, false, found);
  return found;
}

/** A document inside says itself which of its fields name people. */
function look(value: unknown, named: boolean, found: Id[]): void {
  if (typeof value === 'string') {
    if (named && UUID.test(value) && !found.includes(value)) found.push(value);
  } else if (Array.isArray(value)) for (const one of value) look(one, named, found);
  else if (typeof value === 'object' && value !== null)
    for (const field of Object.keys(value)) {
      const one = (value as Record<string, unknown>)[field];
      // Numbers and texts under other names are passed over at once: a fact has many of them.
      if (typeof one === 'object') look(one, Array.isArray(one) && PEOPLE.has(field), found);
      else if (typeof one === 'string' && PEOPLE.has(field)) look(one, true, found);
    }
}
