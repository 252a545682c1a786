import type { Call } from '../grpc/call.ts';
import { CallError, handlerFailed, Status } from '../grpc/status.ts';
import { placeText } from '../persistent/place.ts';
import type { Projector } from '../projections/projector.ts';
import { STANDARD } from '../projections/standard.ts';
import { Reader } from '../protobuf/reader.ts';
import { fixed32Float, frame, int64, message, text, uint } from '../protobuf/writer.ts';
import type { EventStore } from '../storage/event-store.ts';

/** What the node does with the standard projections: it has none, has them, or runs them. */
export type Projections = 'none' | { readonly store: EventStore; readonly projector: Projector | undefined };

/** Which projections are asked for: one by its name, all, or those of a mode. */
const readAsked = (bytes: Buffer): string | 'all' | 'others' => {
  const reader = new Reader(bytes);
  let options: Reader | undefined;
  while (reader.next()) {
    if (reader.field === 1) options = reader.message();
    else reader.skip();
  }
  if (!options) throw handlerFailed();
  let asked: string | undefined;
  while (options.next()) {
    if (options.field === 1) asked = options.string();
    else {
      asked = options.field === 2 || options.field === 4 ? 'all' : 'others';
      options.skip();
    }
  }
  return asked || 'all';
};

const details = (name: string, { store, projector }: Exclude<Projections, 'none'>): Buffer => {
  const position = placeText(projector?.reached ?? 0, true);
  const progress = projector ? (100 * projector.reached) / store.writer.lastPosition : -1;
  return frame(
    message(
      1,
      uint(2, 1),
      int64(3, -1n),
      text(4, name),
      text(8, projector ? 'Running' : 'Stopped'),
      text(10, name),
      text(11, 'Continuous'),
      text(12, position),
      fixed32Float(13, progress),
      text(14, position),
      uint(15, projector?.looked ?? 0),
    ),
  );
};

/** Projections.Statistics: of the standard projections, which are all there are. */
export const projectionStatistics = (projections: Projections, call: Call): void =>
  call.receiveOne((bytes) => {
    if (projections === 'none')
      throw new CallError(Status.UNIMPLEMENTED, 'This node was started without projections: --run-projections System has them.');
    const asked = readAsked(bytes);
    const names = STANDARD.map(({ name }) => name);
    const wanted = asked === 'all' ? names : asked === 'others' ? [] : names.filter((name) => name === asked);
    if (wanted.length === 0 && asked !== 'others') throw new CallError(Status.NOT_FOUND, `Projection '${asked}' not found`);
    call.succeed(Buffer.concat(wanted.map((name) => details(name, projections))));
  });
