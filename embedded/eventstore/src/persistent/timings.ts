/** Events whose times are kept. */
const WINDOW = 1000;

const SHARES: readonly (readonly [string, number])[] = [
  ...[1, 2, 3, 4, 5].map((quintile) => [`Quintile ${quintile}`, (quintile - 1) * 0.2] as const),
  ['90%', 0.9],
  ['95%', 0.95],
  ['99%', 0.99],
  ['99.5%', 0.995],
  ['99.9%', 0.999],
];

/** How long a consumer takes for its events, in whole milliseconds: the extra statistics of a group. */
export class Timings {
  private readonly open = new Map<string, number>();
  private readonly times: number[] = [];

  began(id: string): void {
    this.open.set(id, performance.now());
  }

  ended(id: string): void {
    const began = this.open.get(id);
    if (began === undefined) return;
    this.open.delete(id);
    if (this.times.length >= WINDOW) this.times.shift();
    this.times.push(Math.floor(performance.now() - began));
  }

  /** The figures under the names which the real server gives them; none before the first event was taken. */
  measurements(): (readonly [string, number])[] {
    const times = this.times.toSorted((a, b) => a - b);
    if (times.length === 0) return [];
    const at = (share: number) => times[Math.min(Math.floor(share * times.length), times.length - 1)]!;
    return [
      ['Mean', Math.floor(times.reduce((sum, time) => sum + time, 0) / times.length)],
      ['Median', at(0.5)],
      ['Fastest', times[0]!],
      ...SHARES.map(([name, share]) => [name, at(share)] as const),
      ['Highest', times.at(-1)!],
    ];
  }
}
