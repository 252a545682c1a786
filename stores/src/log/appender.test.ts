import { EventEmitter } from 'node:events';
import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import { newId } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { Appender } from './appender.ts';
import type { Transport } from './transport.ts';
import { EventStoreUnavailable } from './types.ts';

test('an append is given up by a clock of its own: a store whose clock is ahead of this one would refuse every deadline', async () => {
  const sent: BatchAppendReq[] = [];
  const call = Object.assign(new EventEmitter(), { write: (request: BatchAppendReq) => sent.push(request) });
  const appender = new Appender({ batchAppend: () => Promise.resolve(call) } as unknown as Transport);
  const event = { id: newId(), type: 'Happened', data: Buffer.from('{}'), metadata: Buffer.from('{}') };
  await expect(appender.append('a', [event], 'any', 20)).rejects.toThrow(EventStoreUnavailable);
  expect(sent.map((request) => request.getOptions()?.hasDeadline())).toEqual([false]);
});
