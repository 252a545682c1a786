import type { Call } from '../grpc/call.ts';
import { CallError, handlerFailed, Status } from '../grpc/status.ts';
import { Consumer } from '../persistent/consumer.ts';
import type { Group } from '../persistent/group.ts';
import type { Groups } from '../persistent/groups.ts';
import { groupConfirmationFrame, groupFull } from '../protocol/group-answers.ts';
import { type ConsumeOptions, readConsumeRequest } from '../protocol/consume-request.ts';

const join = (groups: Groups, call: Call, { name, slots, structured }: ConsumeOptions): Group => {
  const group = groups.get(name);
  if (group.isFull) throw groupFull(name);
  call.write(groupConfirmationFrame(group.key));
  const own = String(call.headers['connection-name'] ?? '<unknown>');
  group.join(new Consumer(call, { slots, structured, name: own, timed: group.described.settings.extraStatistics }));
  return group;
};

/** PersistentSubscriptions.Read: events to a consumer, and what it says of them. That it has said all does not end the call. */
export const consume = (groups: Groups, call: Call): void => {
  let group: Group | undefined;
  call.receive(
    (bytes) => {
      const request = readConsumeRequest(bytes);
      if (request.kind === 'options') {
        if (group) throw new CallError(Status.INVALID_ARGUMENT, 'A consumer says once which group it belongs to.');
        group = join(groups, call, request.options);
      } else if (!group) throw handlerFailed();
      else if (request.kind === 'ack') group.acknowledge(request.ids);
      else group.refuse(request.ids, request.refusal, request.reason);
    },
    () => {
      if (!group) call.succeed();
    },
  );
};
