import type { LoggedFact, StreamLine, StreamState } from '@lyceum/contracts';
import { Failure } from '../bootstrap/failure.mjs';
import { say, word, type Call, type Command } from './command.ts';
import { textTable } from './text-table.ts';

const stateText = ({ stream, revision, last, fact, state, changes }: StreamState): string =>
  [
    `${stream} at revision ${revision} of ${last}: ${fact.type} of ${fact.at}`,
    ...changes.map(
      ({ path, before, after }) => `  ${path || '(all)'}: ${JSON.stringify(before) ?? 'nothing'} → ${JSON.stringify(after) ?? 'nothing'}`,
    ),
    state === null ? 'Nothing is decided on streams of this kind' : JSON.stringify(state, null, 2),
  ].join('\n');

const factsOf = (call: Call, stream: string) => call.academy.all<LoggedFact>('/api/operations/events', { stream });

export const streams: readonly Command[] = [
  {
    name: 'streams list',
    takes: '[--prefix TEXT]',
    about: 'The streams of the log by name',
    run: async (call) => {
      const items = await call.academy.all<StreamLine>('/api/operations/streams', { prefix: call.flags.prefix ?? call.words[0] });
      say(call, items, (all) =>
        textTable(
          ['STREAM', 'EVENTS', 'SINCE', 'LAST', 'LAST TYPE'],
          all.map((one) => [one.stream, one.facts, one.since, one.last, one.lastType]),
        ),
      );
      return 0;
    },
  },
  {
    name: 'streams show',
    takes: 'NAME',
    about: 'The events of a stream in their order, without what is personal',
    run: async (call) => {
      const name = word(call, 0, 'The name of the stream');
      const items = (await factsOf(call, name)).toReversed();
      if (items.length === 0) throw new Failure(`There is no stream ${name}`, 'See: npm run lyceum -- streams list');
      say(call, items, (all) =>
        textTable(
          ['REVISION', 'POSITION', 'AT', 'TYPE', 'BY', 'DATA'],
          all.map((one) => [one.revision, one.position, one.at, one.type, one.by?.name ?? '-', JSON.stringify(one.data)]),
        ),
      );
      return 0;
    },
  },
  {
    name: 'streams state',
    takes: 'NAME [--revision N]',
    about: 'What a stream came to at a revision, and what that event changed',
    run: async (call) => {
      const name = encodeURIComponent(word(call, 0, 'The name of the stream'));
      const { revision } = call.flags;
      if (revision !== undefined && !/^\d+$/.test(revision)) throw new Failure(`“${revision}” is no revision`, 'It is a number from 0', 2);
      say(call, await call.academy.get<StreamState>(`/api/operations/streams/${name}/state`, { revision }), stateText);
      return 0;
    },
  },
];
