import { setTimeout as pause } from 'node:timers/promises';
import type { Position, Room } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { spanOfFold, SpanKind, tracing } from '@lyceum/stores';
import { Injectable } from '@nestjs/common';

interface Pushed {
  readonly model: string;
  readonly position: Position;
  readonly room: Room;
  readonly start: number;
  readonly end: number;
}

/** Milliseconds after which it is looked up which facts were pushed, and tries until what the journal does not know is let go. */
const SETTLED = 300;
const TRIES = 10;

/**
 * Tells what was pushed to live connections as spans, each below the folding of the fact that changed the row. A changed row says only where
 * in the log that fact lies: the journal knows the rest, and is asked afterwards, so that nobody's push waits for it.
 */
@Injectable()
export class Pushes {
  private pushed: Pushed[] = [];
  private telling: Promise<void> | null = null;

  constructor(private readonly models: ReadModels) {}

  /** Something was told to a room, from `start` until now. Costs nothing without tracing. */
  told(model: string, position: Position, room: Room, start: number): void {
    if (!tracing()) return;
    this.pushed.push({ model, position, room, start, end: Date.now() });
    this.telling ??= this.tell().finally(() => {
      this.telling = null;
    });
  }

  private async tell(): Promise<void> {
    for (let tries = 0; tries < TRIES && this.pushed.length > 0; tries++) {
      await pause(SETTLED, undefined, { ref: false });
      const taken = this.pushed;
      this.pushed = [];
      const facts = await this.models.journal.at(taken.map(({ position }) => position)).catch(() => new Map());
      for (const one of taken) {
        const fact = facts.get(one.position);
        if (fact) this.asSpan(one, fact);
        else this.pushed.push(one);
      }
    }
    this.pushed = [];
  }

  private asSpan({ model, room, start, end, position }: Pushed, fact: { readonly id: string; readonly correlationId: string }): void {
    tracing()?.tell(`push ${model}`, {
      kind: SpanKind.PRODUCER,
      correlationId: fact.correlationId,
      parent: spanOfFold(fact.id),
      attributes: {
        'lyceum.model': model,
        'lyceum.room.kind': room.split(':')[0]!,
        'lyceum.fact.id': fact.id,
        'lyceum.position': position,
      },
      ...{ start, end },
    });
  }
}
