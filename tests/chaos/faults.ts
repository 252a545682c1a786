/** What happens to the academy meanwhile. Each fault ends by itself; afterwards the academy has to come back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { PARTS } from '../harness/product.ts';
import type { Node } from '../harness/node.ts';
import { between, pick, type Random } from './random.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
/** The furthest that the clock is set ahead, in milliseconds. */
export const LATEST = 40 * MINUTE;
/** What the supervisor of this product keeps: its stores are nodes of their own. */
const KEPT = PARTS.filter((part) => part !== 'eventstore' && part !== 'mongo');

export interface Fault {
  readonly name: string;
  /** Gives what exactly was done, in words. */
  readonly strike: (world: World, random: Random) => Promise<string>;
}

const faults: readonly Fault[] = [
  {
    name: 'kill',
    async strike({ product }, random) {
      const part = pick(random, KEPT);
      await product.kill(part);
      return `kill -9 of the ${part}`;
    },
  },
  {
    name: 'store',
    async strike({ eventstore, mongo }, random) {
      const [node, name] = pick(random, [[eventstore, 'event store'] as const, [mongo, 'document store'] as const]);
      await node.kill();
      const away = between(random, 0, 2500);
      await sleep(away);
      await node.startAgain();
      return `kill -9 of the ${name}, away for ${Math.round(away)} ms`;
    },
  },
  {
    name: 'power',
    async strike({ product, eventstore, mongo }) {
      await Promise.all([product.crash(), eventstore.kill(), mongo.kill()]);
      await Promise.all([eventstore.startAgain(), mongo.startAgain()]);
      await product.startAgain();
      return 'a power cut: everything killed at once';
    },
  },
  {
    name: 'cut',
    async strike({ wires }, random) {
      const name = pick(random, Object.keys(wires) as (keyof typeof wires)[]);
      const away = between(random, 20, 4000);
      wires[name].cut();
      await sleep(away);
      wires[name].mend();
      return `the wire to ${name} cut for ${Math.round(away)} ms`;
    },
  },
  {
    name: 'slow',
    async strike({ wires }, random) {
      const name = pick(random, Object.keys(wires) as (keyof typeof wires)[]);
      const by = between(random, 20, 400);
      wires[name].slow(by);
      await sleep(between(random, 2000, 6000));
      wires[name].slow(0);
      return `the wire to ${name} slower by ${Math.round(by)} ms`;
    },
  },
  {
    name: 'freeze',
    async strike({ product }, random) {
      const part = pick(random, KEPT);
      const thaw = product.freeze(part);
      const for_ = between(random, 500, 4000);
      await sleep(for_);
      thaw();
      return `the ${part} frozen for ${Math.round(for_)} ms`;
    },
  },
  {
    name: 'disk',
    async strike({ disk, eventstore, mongo }, random) {
      disk.fill();
      const full = between(random, 1000, 4000);
      await sleep(full);
      disk.free();
      const died = await Promise.all([revived(eventstore), revived(mongo)]);
      return `the disk full for ${Math.round(full)} ms${died.includes(true) ? ', after which a store had to be started again' : ''}`;
    },
  },
  {
    name: 'clock',
    async strike({ setClock }, random) {
      const off = pick(random, [0, 0, LATEST, 3 * MINUTE, -3 * MINUTE, -LATEST]);
      setClock(off);
      return `the clock ${off === 0 ? 'right' : `${off / MINUTE} minutes off`}`;
    },
  },
];

const revived = async (node: Node): Promise<boolean> => {
  if (node.isAlive) return false;
  await node.startAgain();
  return true;
};

/** Those that this machine allows. */
export const possible = ({ disk }: World): readonly Fault[] => (disk.canBeFull ? faults : faults.filter(({ name }) => name !== 'disk'));
