import { setTimeout as pause } from 'node:timers/promises';
import { ReadModels } from '@lyceum/projections';
import { Injectable } from '@nestjs/common';

/** Times in milliseconds. */
const PATIENCE = 5000;
const AGAIN = 50;

/** Waits until the projections process has followed an order, as long as somebody can be let wait for an answer. */
@Injectable()
export class Followed {
  constructor(private readonly models: ReadModels) {}

  /** Whether the order at the revision was followed by now. */
  async until(name: string, revision: number): Promise<boolean> {
    const end = performance.now() + PATIENCE;
    for (;;) {
      if ((await this.models.operations.followed(name)) >= revision) return true;
      if (performance.now() >= end) return false;
      await pause(AGAIN);
    }
  }
}
