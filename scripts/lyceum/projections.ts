import type { ProjectionStatus } from '@lyceum/contracts';
import { say, word, type Call, type Command } from './command.ts';
import { textTable } from './text-table.ts';

const PATH = '/api/operations/projections';

const lagOf = ({ lagEvents, lagSeconds }: ProjectionStatus): string =>
  lagEvents === 0 ? 'none' : `${lagEvents} (${Math.round(lagSeconds)} s)`;

const listed = (items: readonly ProjectionStatus[]): string =>
  textTable(
    ['NAME', 'VERSION', 'STATE', 'POSITION', 'LAG', 'EVENTS/S', 'ROWS', 'PARKED', 'ERROR'],
    items.map((one) => [
      ...[one.name, one.version, one.state, one.position, lagOf(one)],
      ...[one.rate, one.rows, one.parked, one.error ?? ''],
    ]),
  );

const set = (state: 'running' | 'paused') => async (call: Call) => {
  const name = word(call, 0, 'The name of the projection');
  say(call, await call.academy.put<ProjectionStatus>(`${PATH}/${encodeURIComponent(name)}/state`, { state }), (status) => listed([status]));
  return 0;
};

export const projections: readonly Command[] = [
  {
    name: 'projections list',
    takes: '',
    about: 'How each projection stands to the log',
    run: async (call) => {
      const { items } = await call.academy.get<{ items: ProjectionStatus[] }>(PATH);
      say(call, items, listed);
      return 0;
    },
  },
  { name: 'projections pause', takes: 'NAME', about: 'Let a projection stand still where it is', run: set('paused') },
  { name: 'projections resume', takes: 'NAME', about: 'Let a paused projection go on', run: set('running') },
];
