import { EventStoreUnavailable, ScavengeRefused } from './types.ts';

/** How long a store may take to say that it begins, in milliseconds; the embedded node answers when it is done. */
const PATIENCE = 60_000;

/** Where the nodes of a connection string answer HTTP, and as whom. */
interface Nodes {
  readonly urls: readonly string[];
  readonly authorization: string | null;
}

/** @throws ScavengeRefused where the nodes have to be found by discovery: each of them scavenges for itself. */
function nodesOf(connection: string): Nodes {
  const [, scheme = '', user, hosts = '', query = ''] = /^([a-z+]+):\/\/(?:([^@/]*)@)?([^/?]*)\/?(?:\?(.*))?$/i.exec(connection) ?? [];
  if (scheme !== 'esdb') throw new ScavengeRefused('The nodes are found by discovery: each has to be scavenged by its operator');
  const tls = [...new URLSearchParams(query)].find(([name]) => name.toLowerCase() === 'tls')?.[1] !== 'false';
  const urls = hosts.split(',').map((host) => `${tls ? 'https' : 'http'}://${/:\d+$/.test(host) ? host : `${host}:2113`}`);
  const name = user === undefined ? null : user.split(':').map(decodeURIComponent).join(':');
  return { urls, authorization: name && `Basic ${Buffer.from(name).toString('base64')}` };
}

/**
 * Asks every node to take deleted events out of its files (EventStoreDB, HTTP API: POST /admin/scavenge). `compacted` where all say that it is
 * done, as the embedded node does.
 * @throws EventStoreUnavailable, ScavengeRefused
 */
export async function scavenge(connection: string): Promise<'compacted' | 'asked'> {
  const { urls, authorization } = nodesOf(connection);
  const results = await Promise.all(urls.map((url) => ask(url, authorization)));
  return results.every((result) => result === 'Success') ? 'compacted' : 'asked';
}

async function ask(url: string, authorization: string | null): Promise<unknown> {
  const headers = { 'content-length': '0', ...(authorization !== null && { authorization }) };
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(`${url}/admin/scavenge`, { method: 'POST', headers, signal }).catch((error: unknown) => {
    throw new EventStoreUnavailable('The event store did not answer when it was asked to scavenge', { cause: error });
  });
  const text = await answer.text();
  if (!answer.ok) throw new ScavengeRefused(`The event store answered ${answer.status} when it was asked to scavenge`);
  return resultOf(text);
}

function resultOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { scavengeResult?: unknown }).scavengeResult;
  } catch {
    return undefined;
  }
}
