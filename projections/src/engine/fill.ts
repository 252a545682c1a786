import { comparePositions, type Position } from '@lyceum/contracts';
import type { EventLog, FeedMessage } from '@lyceum/stores';
import type { Group } from './group.ts';
import type { Courtesy } from './courtesy.ts';
import { Intake } from './intake.ts';
import { CHUNK } from './live.ts';

const isUpTo = (message: FeedMessage, target: Position): boolean =>
  message.kind !== 'caught-up' && comparePositions(message.position, target) <= 0;

/**
 * Brings a group exactly to `target`, a position that the log has reached: facts after it are left alone. All is written when it returns.
 * False when `signal` aborted before. `between` is done after each turn; with `courtesy` it gives way to others.
 */
export async function catchUp(
  group: Group,
  log: EventLog,
  signal: AbortSignal,
  target: Position,
  { between, courtesy }: { readonly between?: () => Promise<void>; readonly courtesy?: Courtesy } = {},
): Promise<boolean> {
  const stop = new AbortController();
  const types = group.tables.flatMap(({ model }) => model.from);
  const intake = new Intake(log.batches(group.position, AbortSignal.any([signal, stop.signal]), types));
  try {
    for (;;) {
      const messages = await intake.take(courtesy?.chunk ?? CHUNK);
      if (messages === null) return false;
      const began = performance.now();
      const end = messages.findIndex((message) => !isUpTo(message, target));
      await group.process(end === -1 ? messages : messages.slice(0, end));
      if (end !== -1) break;
      await between?.();
      await courtesy?.giveWay(performance.now() - began);
    }
    group.pass(target);
    await group.settle();
    return true;
  } finally {
    stop.abort();
    await intake.close();
  }
}
