import type { Order } from '@lyceum/contracts';
import { say, type Command } from './command.ts';
import { textTable } from './text-table.ts';

const about = ({ rebuildId, from, key, swap, fact, reason }: Order): string =>
  [
    rebuildId,
    from !== null && `from ${from}`,
    key !== null && `row ${key}`,
    swap === 'when-equal' && 'swap when equal',
    fact && `${fact.stream}@${fact.revision}`,
    reason,
  ]
    .filter(Boolean)
    .join(', ');

export const orders: readonly Command[] = [
  {
    name: 'orders list',
    takes: '[--projection NAME]',
    about: 'Who ordered what of the projections, the newest first',
    run: async (call) => {
      const items = await call.academy.all<Order>('/api/operations/orders', { name: call.flags.projection });
      say(call, items, (all) =>
        textTable(
          ['AT', 'BY', 'PROJECTION', 'ORDER', 'WHAT'],
          all.map((one) => [one.at, one.by.name ?? '-', one.name, one.kind, about(one)]),
        ),
      );
      return 0;
    },
  },
];
