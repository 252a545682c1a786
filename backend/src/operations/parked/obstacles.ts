import { ReadModels } from '@lyceum/projections';
import { Injectable } from '@nestjs/common';
import { refuse, type Decision } from '../../deciding/decision.ts';

/** The key under which a fact is parked that stops its whole read model. */
const WHOLE_MODEL = '*';

/** What keeps a row from being folded further, as far as it is known. */
export type Obstacle = 'rebuild' | 'standing-still' | null;

export function inTheWay(obstacle: Obstacle): Decision<never> | null {
  if (obstacle === 'rebuild') return refuse('rebuild-filling');
  return obstacle === 'standing-still' ? refuse('projection-standing-still') : null;
}

@Injectable()
export class Obstacles {
  constructor(private readonly models: ReadModels) {}

  /** What is in the way of the rows of a model; of one of them, or of what stops it as a whole. */
  async of(model: string, key: string | null): Promise<Obstacle> {
    const { operations } = this.models;
    if (await operations.filling(model)) return 'rebuild';
    if (await operations.paused(model)) return 'standing-still';
    const stopped = key !== null && key !== WHOLE_MODEL && (await operations.countParked(model, WHOLE_MODEL)) > 0;
    return stopped ? 'standing-still' : null;
  }
}
