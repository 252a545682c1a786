import type { Id } from '@lyceum/contracts';
import { people } from './person.ts';
import type { Streams } from '../deciding/streams.ts';

/** What somebody is called; null once they are forgotten. */
export async function nameOf(streams: Streams, personId: Id): Promise<string | null> {
  const person = await streams.see(people, personId);
  return person.phase === 'none' ? null : person.name;
}
