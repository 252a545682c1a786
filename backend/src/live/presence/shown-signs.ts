import type { Id } from '@lyceum/contracts';
import { nameOf, type Sign } from './sign.ts';

/** Tells that a sign is given (again), or that nobody gives it any more. */
export type Tell = (sign: Sign, given: boolean) => void;

interface Shown {
  readonly sign: Sign;
  /** By backend, until when it gives it: milliseconds on the monotonic clock. */
  readonly until: Map<string, number>;
}

/** The signs that hold now, whichever backend gives them. */
export class ShownSigns {
  private readonly signs = new Map<string, Shown>();

  constructor(private readonly tell: Tell) {}

  has(sign: Sign): boolean {
    return this.signs.has(nameOf(sign));
  }

  all(kind: Sign['kind']): readonly Sign[] {
    return [...this.signs.values()].flatMap(({ sign }) => (sign.kind === kind ? [sign] : []));
  }

  given(sign: Sign, backend: string, until: number): void {
    const name = nameOf(sign);
    const shown = this.signs.get(name) ?? { sign, until: new Map<Id, number>() };
    const renewed = shown.until.has(backend);
    shown.until.set(backend, until);
    this.signs.set(name, shown);
    // Who is on line is so until they go; who types says it again and again.
    if (!renewed || sign.kind === 'typing') this.tell(sign, true);
  }

  taken(sign: Sign, backend: string): void {
    const shown = this.signs.get(nameOf(sign));
    if (!shown?.until.delete(backend) || shown.until.size > 0) return;
    this.signs.delete(nameOf(sign));
    this.tell(sign, false);
  }

  /** Lets go what has faded: a backend that died takes nothing back. */
  fade(now: number): void {
    for (const { sign, until } of this.signs.values()) for (const [backend, end] of until) if (end <= now) this.taken(sign, backend);
  }

  /** Lets go all that is not among these, which were read just now. */
  only(ids: ReadonlySet<string>): void {
    for (const { sign, until } of this.signs.values())
      for (const backend of until.keys()) if (!ids.has(`${nameOf(sign)} ${backend}`)) this.taken(sign, backend);
  }
}
