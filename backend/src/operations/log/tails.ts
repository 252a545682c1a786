import { once } from 'node:events';
import type { LoggedFact, Position, TailQuery } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import type { EventLog, FeedMessage } from '@lyceum/stores';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Response } from 'express';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { factsAt, loggedFacts } from './entries.ts';

/** Milliseconds after which an empty line says that nothing has come. */
const QUIET = 10_000;

/** The log as it grows, for those who listen. */
@Injectable()
export class Tails implements BeforeApplicationShutdown {
  private readonly stopping = new AbortController();

  constructor(
    private readonly models: ReadModels,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  /** Writes a line for each fact that comes, until the response is closed. @throws EventStoreUnavailable before the first line */
  async follow(query: TailQuery, response: Response): Promise<void> {
    const after = query.after ?? (await this.log.head());
    const away = new AbortController();
    response.once('close', () => away.abort());
    const signal = AbortSignal.any([away.signal, this.stopping.signal]);
    response.setHeader('Content-Type', 'application/jsonl; charset=utf-8');
    response.setHeader('Cache-Control', 'no-store');
    response.write('\n');
    const quiet = setInterval(() => response.write('\n'), QUIET);
    try {
      for await (const facts of this.facts(after, query, signal)) {
        quiet.refresh();
        // Who reads slowly is waited for.
        if (!response.write(facts.map((fact) => `${JSON.stringify(fact)}\n`).join(''))) await once(response, 'drain', { signal });
      }
    } catch {
      // Whoever listens asks again from where it was.
    } finally {
      clearInterval(quiet);
      response.end();
    }
  }

  private async *facts(after: Position, { stream, type }: TailQuery, signal: AbortSignal): AsyncGenerator<LoggedFact[], void, undefined> {
    for await (const batch of this.log.batches(after, signal)) {
      const places = batch.flatMap(placeOf).filter((place) => stream === undefined || place.stream === stream);
      if (places.length === 0) continue;
      const found = (await factsAt(this.log, places)).filter((fact) => type === undefined || fact.type === type);
      if (found.length > 0) yield await loggedFacts(this.models, found);
    }
  }
}

/** Where the fact of a message lies, be it in a version that this program cannot read. */
function placeOf(message: FeedMessage): { stream: string; revision: number }[] {
  if (message.kind === 'fact') return [{ stream: message.fact.stream, revision: message.fact.revision }];
  return message.kind === 'newer' ? [{ stream: message.stream, revision: message.revision }] : [];
}
