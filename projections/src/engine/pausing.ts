import { Filling, type FillGround } from './filling.ts';
import type { Projection } from './projection.ts';
import { after, rowsName, shownPosition } from './records.ts';
import { goOn, stampFrom } from './standstill.ts';
import type { TableOptions } from './table.ts';

/** Lets a model stand still where it is: its readers see it as it is now, and the log keeps what comes. */
export const pauseModel = ({ live, generations }: FillGround, name: string): Promise<void> =>
  live.exclusively(async () => {
    const table = live.group.tables.find(({ model }) => model.name === name);
    const pointer = (await generations.pointers()).get(name);
    // Where it stands still already there is nothing to hold.
    if (!table || !pointer || table.stopped !== null) return;
    await generations.freeze(pointer, live.group.written);
    table.standAt(after(live.group.written));
  });

/**
 * Lets a model that was paused go on: it is brought to where the others are by a feed of its own, so that they need not wait for it, and
 * joins them there.
 */
export async function resumeModel(
  ground: FillGround,
  signal: AbortSignal,
  model: Projection,
  options: Partial<TableOptions>,
): Promise<void> {
  const { live, generations, store } = ground;
  const pointer = (await generations.pointers()).get(model.name);
  const table = live.group.tables.find((each) => each.model.name === model.name);
  if (!pointer || !table) return;
  const { frozen, generation } = pointer;
  if (frozen === null) return void (await live.exclusively(() => goOn(ground, table)));
  const checkpoint = rowsName(model.name, generation);
  await live.exclusively(async () => live.group.release(model.name));
  const begun = await generations.checkpoint(checkpoint);
  const document = { position: frozen, version: model.version };
  if (!begun) await store.write([{ collection: 'checkpoints', key: checkpoint, document }]);
  const filling = await Filling.open(ground, signal, model, generation, { ...options, stopped: null });
  try {
    await filling.level(async () => {
      await filling.end();
      live.group.adopt(filling.table);
      if (Object.keys(model.rooms).length > 0) await stampFrom(ground, filling.table, after(shownPosition(frozen)));
      await generations.thaw(pointer, [{ collection: 'checkpoints', key: checkpoint, document: null }]);
    });
  } finally {
    await filling.end();
  }
}
