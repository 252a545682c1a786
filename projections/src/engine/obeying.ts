import { because, spanOfFact, SpanKind, traced } from '@lyceum/stores';
import type { FillGround } from './filling.ts';
import { Impossible } from './impossible.ts';
import type { OrderFact } from './orders.ts';
import { retryAll, retryParked, skipParked } from './parking.ts';
import { pauseModel, resumeModel } from './pausing.ts';
import type { Projection } from './projection.ts';
import type { Rebuilds } from './rebuilds.ts';
import { skipName, type TableOptions } from './table.ts';

/** What an order is followed with: the stores and the live models, the rebuilds, and the model that it is for. */
export interface Hands {
  readonly ground: FillGround;
  readonly rebuilds: Rebuilds;
  readonly signal: AbortSignal;
  readonly model: Projection | undefined;
  readonly options: Partial<TableOptions>;
  readonly refused: (model: string, order: string, reason: string) => void;
}

/**
 * Does what an order says. It may have been done before, by a process that did not live to say so: doing it again changes nothing. What
 * cannot be done as things stand is left undone.
 */
export async function obey(hands: Hands, order: OrderFact): Promise<void> {
  const { correlationId } = order.metadata;
  await because({ correlationId, spanId: spanOfFact(order.id) }, async () => {
    try {
      await traced(`follow ${order.type}`, { kind: SpanKind.CONSUMER }, () => act(hands, order));
    } catch (error) {
      if (!(error instanceof Impossible)) throw error;
      hands.refused(order.data.name, order.type, error.message);
    }
  });
}

async function act({ ground, rebuilds, signal, model, options }: Hands, { type, data }: OrderFact): Promise<unknown> {
  if (!model) throw new Impossible(`There is no read model ${data.name}`);
  switch (type) {
    case 'operations.PauseOrdered.v1':
      return pauseModel(ground, data.name);
    case 'operations.ResumeOrdered.v1':
      return resumeModel(ground, signal, model, options);
    case 'operations.RebuildOrdered.v1':
      return rebuilds.order(data);
    case 'operations.SwapOrdered.v1':
      return rebuilds.swap(data.rebuildId);
    case 'operations.RollbackOrdered.v1':
      return rebuilds.rollBack(data.rebuildId);
    case 'operations.CancellationOrdered.v1':
      return rebuilds.cancel(data.rebuildId);
    case 'operations.RetryOrdered.v1':
      await (data.key === null ? retryAll(ground, data.name) : retryParked(ground, data.name, data.key));
      return rebuilds.recount(data.name);
    case 'operations.SkipOrdered.v1':
      await skipParked(ground, { ...data, model: data.name });
      return rebuilds.recount(data.name, skipName(data, data.key));
  }
}
