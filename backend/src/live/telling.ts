import type { ChangedRow } from '@lyceum/projections';
import { nameOf } from './membership.ts';

/** How much longer than telling worked the room is left in peace, and how long at most (milliseconds). */
const TIMES = 2;
const MOST = 1000;
/** How long a change waits at most for the rest of its batch where nothing else makes it, in milliseconds. */
const REST = 10;

/** What the process has worked by now, in milliseconds: what others on the machine took from it is no reason to wait longer. */
const worked = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/**
 * What waits to be told to all who follow a room. Rows that changed together are told together, and a row that changes again meanwhile once:
 * a room with a thousand people in it is told of much as often as the process can bear, and one with few at once.
 */
export class Telling {
  private readonly waiting = new Map<string, ChangedRow>();
  private next = -Infinity;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly tell: (changes: readonly ChangedRow[]) => void,
    private readonly work: () => number = worked,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Puts a change behind those that wait, in the place of a former one of its row. */
  add(change: ChangedRow): void {
    const name = nameOf(change);
    this.waiting.delete(name);
    this.waiting.set(name, change);
    this.timer ??= setTimeout(() => this.flush(), Math.max(REST, this.next - this.now())).unref();
  }

  /** The row is not for this room any more. */
  forget(name: string): void {
    this.waiting.delete(name);
  }

  /** A batch is whole: tells it, unless the room has to be left in peace for longer. */
  whole(): void {
    if (this.now() >= this.next) this.flush();
  }

  /** Tells all that waits. */
  flush(): void {
    this.end();
    if (this.waiting.size === 0) return;
    const changes = [...this.waiting.values()];
    this.waiting.clear();
    const before = this.work();
    this.tell(changes);
    this.next = this.now() + Math.min(MOST, (this.work() - before) * TIMES);
  }

  /** Nothing is told by itself any more. */
  end(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}
