import type { CarriedEvent, CheckedLines } from '@lyceum/contracts';
import { isClosing, isDeleted, isEvent, isHead, lineOf, type Carrier, type Head } from '@lyceum/stores';

/** Whether the event holds what only the secret that it was written with can open. */
export const isSealed = ({ stream, data }: CarriedEvent): boolean => stream.startsWith('key-') || data.includes('"$personal"');

type Behind = NonNullable<ReturnType<typeof lineOf>>;

/**
 * Holds lines of a file of events to their hashes, and looks what writing them would come to.
 * @param mark That of this academy's root secret
 * @throws EventStoreUnavailable
 */
export async function checkedLines(carrier: Carrier, text: string, before: string, mark: string): Promise<CheckedLines> {
  const events: CarriedEvent[] = [];
  let head: CheckedLines['head'] = null;
  let closing: number | null = null;
  let damaged: number | null = null;
  let [hash, buried] = [before, 0];
  for (const [at, one] of text.replace(/\n$/, '').split('\n').entries()) {
    // Nothing comes behind the last line.
    const read: Behind | null = closing === null ? lineOf(one, hash) : null;
    if (!read) {
      damaged = at + 1;
      break;
    }
    const { line }: Behind = read;
    hash = read.hash;
    if (isHead(line)) head = headOf(line, mark);
    else if (isEvent(line)) events.push(line);
    else if (isDeleted(line)) buried += line.deleted.length;
    else if (isClosing(line)) closing = line.events;
  }
  const look = await carrier.look(events);
  return { hash, damaged, head, closing, events: events.length, ...look, buried, sealed: events.some(isSealed) };
}

const headOf = ({ stream, prefix, from, to, began, secret }: Head, mark: string): CheckedLines['head'] => ({
  ...{ stream, prefix, from, to, began, secret },
  ours: secret === null || secret === mark,
});
