import { address, type Query } from '#lib/api/client.ts';
import { ApiProblem, problemOf } from '#lib/api/problem.ts';
import { renewSession } from '#lib/api/session.ts';
import { t } from '#lib/messages/index.ts';
import { Gathered } from './gathered.ts';

const TRIES = 4;
const PAUSE = 1500;

/** An export on its way into the browser. What has come is kept where the connection breaks off, and it goes on from there. */
export class Exporting {
  phase = $state<'idle' | 'running' | 'broken' | 'done'>('idle');
  events = $state(0);
  bytes = $state(0);
  /** How far it is by the position in the log, 0 to 1; null where nothing can be said. */
  share = $state<number | null>(null);
  problem = $state<string | null>(null);
  #query: Query = {};
  #gathered = new Gathered();
  #stop = new AbortController();

  async begin(query: Query): Promise<void> {
    this.#query = query;
    this.#gathered = new Gathered();
    this.share = null;
    await this.goOn();
  }

  async goOn(): Promise<void> {
    this.#stop = new AbortController();
    [this.phase, this.problem] = ['running', null];
    for (let tries = 0; tries < TRIES && this.phase === 'running'; tries++) {
      if (tries > 0) await new Promise((done) => setTimeout(done, PAUSE));
      const before = this.events;
      await this.#attempt();
      if (this.events > before) tries = 0;
    }
    if (this.phase === 'running') this.phase = 'broken';
  }

  stop(): void {
    this.phase = 'idle';
    this.#stop.abort();
  }

  /** The file, once it is whole. */
  file(): Blob {
    return this.#gathered.file();
  }

  async #attempt(): Promise<void> {
    try {
      const answer = await this.#ask();
      const head = BigInt(answer.headers.get('lyceum-log-head') ?? '0');
      for await (const part of answer.body!.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>) {
        this.#gathered.add(part);
        const { events, bytes, position } = this.#gathered;
        [this.events, this.bytes] = [events, bytes];
        if (head > 0n && position !== null) this.share = Math.min(1, Number((BigInt(position) * 1000n) / head) / 1000);
      }
      if (this.#gathered.whole && this.phase === 'running') this.phase = 'done';
    } catch (error) {
      if (!(error instanceof ApiProblem)) return;
      [this.phase, this.problem] = ['idle', error.errors[0]?.message ?? error.message];
    }
  }

  async #ask(): Promise<Response> {
    const ask = () =>
      fetch(address('/api/operations/log/file', { ...this.#query, ...this.#gathered.begun() }), { signal: this.#stop.signal });
    let answer = await ask();
    if (answer.status === 401 && (await renewSession())) answer = await ask();
    // A store that is away comes back.
    if (!answer.ok && answer.status < 500) throw await problemOf(answer, t('problem.unexpected'));
    if (!answer.ok) throw new Error(String(answer.status));
    return answer;
  }
}
