import type { Id } from '@lyceum/contracts';
import type { Sought } from '@lyceum/projections';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Forgotten } from '../../accounts/forgotten.ts';
import { people } from '../../accounts/person.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { Log } from '../../log.ts';
import { erasures, forget, prove } from './erasure.ts';
import { MakingUnreadable } from './making-unreadable.ts';
import { Proving } from './proving.ts';

/** Carries out what was ordered, from where it was left. What is to be sought afterwards is in memory only, and goes when it is proven. */
@Injectable()
export class ErasureWork implements OnApplicationShutdown {
  private readonly running = new Map<Id, Promise<void>>();
  private readonly sought = new Map<Id, Sought>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly streams: Streams,
    private readonly unreadable: MakingUnreadable,
    private readonly proving: Proving,
    private readonly forgotten: Forgotten,
    private readonly log: Log,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running.values());
  }

  /** Settles when it is proven, or has failed for now: the clock has it gone on with then. Never rejects. */
  run(context: CommandContext, personId: Id): Promise<void> {
    const running =
      this.running.get(personId) ??
      this.carryOut(context, personId)
        .catch((err: unknown) => this.log.warn({ err, personId }, 'Somebody is to be forgotten, and cannot be yet'))
        .finally(() => this.running.delete(personId));
    this.running.set(personId, running);
    return running;
  }

  private async carryOut(context: CommandContext, personId: Id): Promise<void> {
    const { phase } = (await this.streams.look(erasures, personId)).state;
    if (phase === 'ordered') await this.forget(context, personId);
    if (phase === 'none' || phase === 'proven') return;
    const { signal } = this.stopping;
    const proof = await this.proving.prove(personId, this.sought.get(personId) ?? null, signal);
    await this.streams.decide(erasures, personId, furtherStep(context, 'proof'), (erasure) => prove(erasure, personId, proof));
    this.sought.delete(personId);
    this.log.info({ personId }, 'Somebody was forgotten');
  }

  private async forget(context: CommandContext, personId: Id): Promise<void> {
    const { state: person } = await this.streams.look(people, personId);
    const { name, email } = person.phase === 'registered' ? person : { name: null, email: null };
    if (name !== null || email !== null) this.sought.set(personId, { personId, name, email });
    const sessions = await this.unreadable.make(context, personId, email);
    await this.streams.decide(erasures, personId, furtherStep(context, 'forgotten'), (erasure) => forget(erasure, personId, sessions));
    this.forgotten.tell(personId);
  }
}
