/** What a benchmark says: one line `BENCH {json}` a figure on standard output, for `npm run bench` to collect. */
export interface Figure {
  readonly name: string;
  readonly figure: number;
  readonly unit: string;
  /** How many times better than `against` it is: above 1 is better, whether more or less of the unit is wanted. */
  readonly ratio?: number;
  /** What it is compared with, in words with its own figure. */
  readonly against?: string;
}

/** Whether the short form is asked for, as it is where all benchmarks run one after the other. */
export const SHORT = process.argv.includes('--short');

/** Three digits that mean something, and no more. */
export const rounded = (value: number): number => (value === 0 ? 0 : Number(value.toPrecision(value >= 1000 ? 4 : 3)));

export const report = (figure: Figure): void => {
  const { ratio, ...rest } = figure;
  console.log(
    `BENCH ${JSON.stringify({ ...rest, figure: rounded(figure.figure), ...(ratio !== undefined && { ratio: rounded(ratio) }) })}`,
  );
};

/** Another's figure beside ours. */
export interface Peer {
  readonly name: string;
  readonly figure: number;
}

const versus = (peer: Peer, unit: string) => `${peer.name}: ${rounded(peer.figure)} ${unit}`;

/** A figure of which more is better. */
export const more = (name: string, figure: number, unit: string, peer?: Peer): void =>
  report({ name, figure, unit, ...(peer && { ratio: figure / peer.figure, against: versus(peer, unit) }) });

/** A figure of which less is better. */
export const less = (name: string, figure: number, unit: string, peer?: Peer): void =>
  report({ name, figure, unit, ...(peer && { ratio: peer.figure / figure, against: versus(peer, unit) }) });

/** The value that `share` of all are not above (nearest rank). */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};

/** Milliseconds that `work` took. */
export const timed = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

/** `workers` of them do `work` again and again for so many seconds: how often all together a second, and how long each took. */
export async function forSeconds(seconds: number, workers: number, work: (worker: number) => Promise<unknown>) {
  const times: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  const worker = async (_: unknown, index: number) => {
    while (performance.now() < end) times.push(await timed(() => work(index)));
  };
  await Promise.all(Array.from({ length: workers }, worker));
  return { times, perSecond: (times.length / (performance.now() - began)) * 1000 };
}
