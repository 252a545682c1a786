import { setTimeout as pause } from 'node:timers/promises';
import type { LoggedFact } from '@lyceum/contracts';
import type { Academy } from '../academy.ts';
import type { Call } from '../command.ts';

const AGAIN = 500;

type Query = Readonly<Record<'stream' | 'type', string | undefined>>;

/** What has come after a position, the oldest first. */
async function newsAfter(academy: Academy, query: Query, position: string): Promise<LoggedFact[]> {
  const found: LoggedFact[] = [];
  for (let cursor: string | undefined; ;) {
    const limit = found.length === 0 ? 50 : 500;
    const page: { items: LoggedFact[]; next: string | null } = await academy.get('/api/operations/events', { ...query, limit, cursor });
    const news = page.items.filter((fact) => BigInt(fact.position) > BigInt(position));
    found.push(...news);
    if (news.length < page.items.length || page.next === null) return found.toReversed();
    cursor = page.next;
  }
}

/** An event in one line. */
export const eventText = ({ position, at, stream, revision, type, by, data }: LoggedFact): string =>
  `${position.padStart(10)}  ${at}  ${stream}@${revision}  ${type}  ${by ? (by.name ?? by.personId) : '-'}  ${JSON.stringify(data)}`;

/** Shows events as they come, until it is stopped. What came after `--from` is shown first. */
export async function tailEvents({ academy, flags }: Call): Promise<number> {
  const query = { stream: flags.stream, type: flags.type };
  const newest = async () =>
    (await academy.get<{ items: LoggedFact[] }>('/api/operations/events', { ...query, limit: 1 })).items[0]?.position;
  let position = flags.from ?? (await newest()) ?? '0';
  for (;;) {
    for (const fact of await newsAfter(academy, query, position)) {
      process.stdout.write(`${flags.json ? JSON.stringify(fact) : eventText(fact)}\n`);
      position = fact.position;
    }
    await pause(AGAIN);
  }
}
