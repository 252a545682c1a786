import type { Call } from '../grpc/call.ts';
import type { Groups } from '../persistent/groups.ts';
import { EMPTY_FRAME } from '../protocol/answers.ts';
import { groupFailed } from '../protocol/group-answers.ts';
import { infoFrame, listFrame } from '../protocol/group-info.ts';
import { readDeleteRequest, readInfoRequest, readListRequest, readReplayRequest } from '../protocol/group-name.ts';
import { readDescribed } from '../protocol/group-request.ts';

/** Answers once it is durable. */
const answer = (call: Call) => (error?: Error) => (error ? call.fail(error) : call.succeed(EMPTY_FRAME));

/** PersistentSubscriptions.Create. */
export const createGroup = (groups: Groups, call: Call): void =>
  call.receiveOne((bytes) => groups.create(readDescribed(bytes, 'CreateReq'), answer(call)));

/** PersistentSubscriptions.Update. */
export const updateGroup = (groups: Groups, call: Call): void =>
  call.receiveOne((bytes) => groups.update(readDescribed(bytes, 'UpdateReq'), answer(call)));

/** PersistentSubscriptions.Delete. */
export const deleteGroup = (groups: Groups, call: Call): void =>
  call.receiveOne((bytes) => groups.remove(readDeleteRequest(bytes), answer(call)));

/** PersistentSubscriptions.GetInfo. */
export const groupInfo = (groups: Groups, call: Call): void =>
  call.receiveOne((bytes) => call.succeed(infoFrame(groups.get(readInfoRequest(bytes)))));

/** PersistentSubscriptions.List. */
export const listGroups = (groups: Groups, call: Call): void =>
  call.receiveOne((bytes) => call.succeed(listFrame(groups.list(readListRequest(bytes).source))));

/** PersistentSubscriptions.ReplayParked. */
export const replayParked = (groups: Groups, call: Call): void =>
  call.receiveOne((bytes) => {
    const { name, stopAt } = readReplayRequest(bytes);
    if (stopAt < 0) throw groupFailed(name, 'Cannot stop replaying parked message at a negative version.');
    groups.get(name).replay(stopAt);
    call.succeed(EMPTY_FRAME);
  });

/** PersistentSubscriptions.RestartSubsystem. */
export const restartGroups = (groups: Groups, call: Call): void =>
  call.receiveOne(() => {
    groups.restart();
    call.succeed(EMPTY_FRAME);
  });
