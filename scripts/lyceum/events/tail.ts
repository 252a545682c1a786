import { setTimeout as pause } from 'node:timers/promises';
import type { LoggedFact } from '@lyceum/contracts';
import { Failure } from '../../bootstrap/failure.mjs';
import { Away } from '../academy.ts';
import type { Call } from '../command.ts';

const AGAIN = 1000;

/** An event in one line. */
export const eventText = ({ position, at, stream, revision, type, by, data }: LoggedFact): string =>
  `${position.padStart(10)}  ${at}  ${stream}@${revision}  ${type}  ${by ? (by.name ?? by.personId) : '-'}  ${JSON.stringify(data)}`;

/**
 * Shows events as they come, until it is stopped. What came after `--from` is shown first; where the academy goes away it is asked again from
 * the last event on.
 */
export async function tailEvents({ academy, flags }: Call): Promise<number> {
  const { stream, type } = flags;
  const newest = async () => (await academy.get<{ items: LoggedFact[] }>('/api/operations/events', { stream, type, limit: 1 })).items[0];
  let after = flags.from ?? (await newest())?.position ?? '0';
  let heard = false;
  for (;;) {
    try {
      for await (const line of academy.lines('/api/operations/events/tail', { after, stream, type })) {
        heard = true;
        const fact = JSON.parse(line) as LoggedFact;
        process.stdout.write(`${flags.json ? line : eventText(fact)}\n`);
        after = fact.position;
      }
    } catch (error) {
      // What was refused will be again; what broke off, or is not up yet, may go on.
      if (error instanceof Failure && !(heard && error instanceof Away)) throw error;
    }
    await pause(AGAIN);
  }
}
