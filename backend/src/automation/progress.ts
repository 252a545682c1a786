import type { Position } from '@lyceum/contracts';
import type { Checkpoints } from '@lyceum/stores';

/** Milliseconds after a reaction in which the place is kept; what is met again after a crash has no second effect. */
const PACE = 2000;
/** The place is kept also where so much was passed that concerns nobody: the log tells of it once for a hundred facts or so. */
const PASSED = 200;

/** How far the log was gone through, and how much of that is kept. */
export class Progress {
  private passed = 0;
  private reacted = false;
  private kept = performance.now();
  private keeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly checkpoints: Checkpoints,
    private readonly name: string,
    private position: Position,
  ) {}

  /** A message was gone through; `reacted` where something came of it. */
  move(position: Position, reacted: boolean): void {
    this.position = position;
    this.passed += 1;
    this.reacted ||= reacted;
  }

  /** Keeps the place where it is time to. @throws EventStoreUnavailable */
  async keep(): Promise<void> {
    if ((this.reacted && performance.now() - this.kept >= PACE) || this.passed >= PASSED) await this.keepNow();
  }

  /** Keeps what came of reactions. @throws EventStoreUnavailable */
  async end(): Promise<void> {
    await this.keeping.catch(() => {});
    if (this.reacted) await this.keepNow();
  }

  private keepNow(): Promise<void> {
    const { position } = this;
    [this.passed, this.reacted, this.kept] = [0, false, performance.now()];
    this.keeping = this.keeping.catch(() => {}).then(() => this.checkpoints.keep(this.name, position));
    return this.keeping;
  }
}
