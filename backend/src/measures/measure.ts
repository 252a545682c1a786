import { Counter, Gauge, Histogram, register } from 'prom-client';

/** Several applications of one process, as in tests, count together. */
const once = <T>(name: string, make: () => T): T => (register.getSingleMetric(name) as T | undefined) ?? make();

/** A counter at `/metrics`. */
export const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> =>
  once(name, () => new Counter({ name, help, labelNames: [...labelNames] }));

/** A histogram of seconds at `/metrics`. */
export const seconds = <Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[],
  buckets: readonly number[],
): Histogram<Label> => once(name, () => new Histogram({ name, help, labelNames: [...labelNames], buckets: [...buckets] }));

/** A gauge at `/metrics` whose values are asked for when somebody looks; the newest application of the process answers. */
export function gauge<Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[],
  read: (set: (labels: Readonly<Record<Label, string | number>>, value: number) => void) => Promise<void> | void,
): void {
  register.removeSingleMetric(name);
  const made = new Gauge({
    name,
    help,
    labelNames: [...labelNames],
    registers: [],
    async collect() {
      this.reset();
      await read((labels, value) => this.set(labels as Record<Label, string | number>, value));
    },
  });
  register.registerMetric(made);
}
