import type { Parked, ParkedDetail, ParkedLeft } from '@lyceum/contracts';
import { Failure } from '../bootstrap/failure.mjs';
import { say, word, type Call, type Command } from './command.ts';
import { textTable } from './text-table.ts';

const PATH = '/api/operations/parked';

const listed = (items: readonly Parked[]): string =>
  items.length === 0
    ? 'Nothing is parked'
    : textTable(
        ['PARKED', 'PROJECTION', 'ROW', 'EVENT', 'STREAM', 'REASON'],
        items.map((one) => [one.parkedId, one.name, one.key || '(none)', one.type, `${one.stream}@${one.revision}`, one.reason]),
      );

const leftText = ({ done, parked }: ParkedLeft): string =>
  `${done ? '' : 'Not done yet: the order stands and will be followed. '}${parked === 0 ? 'Nothing is parked any more' : `${parked} parked`}`;

const detailText = ({ event, row, behind, ...one }: ParkedDetail): string =>
  [
    `${one.type} of ${one.stream}@${one.revision}, at position ${one.position}`,
    `row ${one.key || '(none)'} of ${one.name}: ${one.reason}`,
    `${behind} wait behind it`,
    `event ${event ? JSON.stringify(event) : 'cannot be read'}`,
    `row   ${row ? JSON.stringify(row) : 'is not there'}`,
  ].join('\n');

/** Says what is left; ends with 1 where something is. */
function left(call: Call, found: ParkedLeft): number {
  say(call, found, leftText);
  return found.done && found.parked === 0 ? 0 : 1;
}

const list = (projection: (call: Call) => string | undefined) => async (call: Call) => {
  say(call, await call.academy.all<Parked>(PATH, { name: projection(call) }), listed);
  return 0;
};

export const parked: readonly Command[] = [
  { name: 'projections parked', takes: '[NAME]', about: 'The events that a projection could not fold', run: list(({ words }) => words[0]) },
  {
    name: 'parked list',
    takes: '[--projection NAME]',
    about: 'The events that could not be folded, with reasons',
    run: list(({ flags }) => flags.projection),
  },
  {
    name: 'parked show',
    takes: 'PARKED',
    about: 'One of them: the event, and its row as it stands',
    run: async (call) => {
      const path = `${PATH}/${encodeURIComponent(word(call, 0, 'What is parked'))}`;
      say(call, await call.academy.get<ParkedDetail>(path), detailText);
      return 0;
    },
  },
  {
    name: 'parked retry',
    takes: 'PARKED | --all [--projection NAME]',
    about: 'Fold the events of a row, or all, again; ends with 1 where some stay parked',
    run: async (call) => {
      const { academy, flags } = call;
      const { projection: name } = flags;
      if (flags.all) return left(call, await academy.post<ParkedLeft>(`${PATH}/retry`, { ...(name !== undefined && { name }) }));
      return left(call, await academy.post<ParkedLeft>(`${PATH}/${encodeURIComponent(word(call, 0, 'What is parked, or --all,'))}/retry`));
    },
  },
  {
    name: 'parked skip',
    takes: 'PARKED --reason TEXT',
    about: 'Leave an event out of its row for good',
    run: async (call) => {
      const { reason } = call.flags;
      const path = `${PATH}/${encodeURIComponent(word(call, 0, 'What is parked'))}/skip`;
      if (!reason) throw new Failure('A reason is missing', 'Say why with --reason: others will want to know', 2);
      return left(call, await call.academy.post<ParkedLeft>(path, { reason }));
    },
  },
];
