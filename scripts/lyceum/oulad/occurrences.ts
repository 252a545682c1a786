/**
 * Counts rows that say the same of one day, so that each has a number. Of a file in the order of its days only one day is remembered, of any
 * other all.
 */
export class Occurrences {
  readonly #inOrder: boolean;
  readonly #said = new Map<string, number>();
  #day = '';

  constructor(inOrder: boolean) {
    this.#inOrder = inOrder;
  }

  /** How many times this was said of the day before. */
  next(day: string, said: string): number {
    if (this.#inOrder && day !== this.#day) this.#said.clear();
    this.#day = day;
    const key = `${day} ${said}`;
    const before = this.#said.get(key) ?? 0;
    this.#said.set(key, before + 1);
    return before;
  }
}

/** Whether the rows of each day come one after the other. */
export class DaysInOrder {
  readonly #over = new Set<string>();
  #day = '';
  #inOrder = true;

  meet(day: string): void {
    if (day === this.#day) return;
    this.#over.add(this.#day);
    this.#inOrder &&= !this.#over.has(day);
    this.#day = day;
  }

  get inOrder(): boolean {
    return this.#inOrder;
  }
}
