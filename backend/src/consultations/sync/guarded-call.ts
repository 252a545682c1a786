import { lookup, type LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isBarred } from './address-guard.ts';
import { SyncFailure } from './other-calendar.ts';

/** A call to an address that somebody gave. */
export interface Call {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface CallAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
  /** Where it came from, after redirects. */
  readonly url: URL;
}

const PATIENCE = 20_000;
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_REDIRECTS = 5;

/** Finds the addresses of a name and refuses it where one of them is none of the internet: what was looked at is what is called. */
const guardedLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return done(error, '', 0);
    if (addresses.length === 0 || addresses.some(({ address }) => isBarred(address))) return done(barred(hostname), '', 0);
    if (options.all) return done(null, addresses);
    const [{ address, family } = { address: '', family: 0 }] = addresses;
    return done(null, address, family);
  });
};

const barred = (host: string) => new SyncFailure('address-barred', `${host} is not an address of the internet`);

/** Calls addresses that people gave, and no others than those of the internet: not after a redirect, and not by a name that leads elsewhere. */
export class GuardedCalls {
  /** `anywhere`: private addresses and calls without TLS are allowed, for an academy that runs beside its calendars. */
  constructor(private readonly anywhere: boolean) {}

  /** @throws SyncFailure */
  async call(address: URL, call: Call): Promise<CallAnswer> {
    let url = address;
    for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
      const answer = await this.once(url, call);
      const { location } = answer.headers;
      if (![301, 302, 307, 308].includes(answer.status) || location === undefined) return answer;
      const next = URL.parse(location, url);
      if (next === null) break;
      // What opens the one calendar is not for another server.
      if (next.host !== url.host) throw new SyncFailure('no-calendar', `${url.host} leads to ${next.host}: give that address`);
      url = next;
    }
    throw new SyncFailure('unreachable', `${address.host} leads from one address to the next`);
  }

  private once(url: URL, { method, headers, body }: Call): Promise<CallAnswer> {
    const plain = url.protocol === 'http:';
    if (!this.anywhere && (plain || url.protocol !== 'https:')) throw barred(url.host);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (!this.anywhere && isIP(host) !== 0 && isBarred(host)) throw barred(url.host);
    return new Promise((done, fail) => {
      const failed = (error: Error) =>
        fail(error instanceof SyncFailure ? error : new SyncFailure('unreachable', `${url.host} does not answer`, { cause: error }));
      const request = (plain ? http : https).request(
        url,
        { method, headers, signal: AbortSignal.timeout(PATIENCE), ...(!this.anywhere && { lookup: guardedLookup }) },
        (response) => {
          const chunks: Buffer[] = [];
          let size = 0;
          response.on('data', (chunk: Buffer) => {
            size += chunk.length;
            if (size > MOST_BYTES) response.destroy(new SyncFailure('unreadable', `${url.host} answers with too much`));
            else chunks.push(chunk);
          });
          response.on('error', failed);
          response.on('end', () =>
            done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('utf8'), url }),
          );
        },
      );
      request.on('error', failed);
      request.end(body);
    });
  }
}
