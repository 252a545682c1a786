import type { Call } from '../grpc/call.ts';
import { CallError, Status } from '../grpc/status.ts';
import { placeText } from '../protocol/place.ts';
import type { Projections } from '../projections/projections.ts';
import type { Projector } from '../projections/projector.ts';
import { fixed32Float, frame, int64, message, text, uint } from '../protobuf/writer.ts';
import { EMPTY_FRAME } from '../protocol/answers.ts';
import { optionsOf } from '../protocol/options.ts';

/** The name in the options of a request: whatever else they say has no meaning here. */
const readName = (bytes: Buffer): string => {
  const options = optionsOf(bytes);
  let name = '';
  while (options.next()) {
    if (options.field === 1) name = options.string();
    else options.skip();
  }
  return name;
};

/** Which projections are asked for: one by its name, all, or those of a mode that none has. */
const readAsked = (bytes: Buffer): { name: string } | 'all' | 'none' => {
  const options = optionsOf(bytes);
  let asked: { name: string } | 'all' | 'none' = 'all';
  while (options.next()) {
    if (options.field === 1) asked = { name: options.string() };
    else {
      asked = options.field === 2 || options.field === 4 ? 'all' : 'none';
      options.skip();
    }
  }
  return asked;
};

const find = (projections: Projections, name: string): Projector => {
  const projector = projections.find(name);
  if (!projector) throw new CallError(Status.NOT_FOUND, `Projection '${name}' not found`);
  return projector;
};

/** A StatisticsResp. */
const detailsFrame = ({ name, running, reached, looked }: Projector, end: number): Buffer => {
  const position = placeText(reached, true);
  return frame(
    message(
      1,
      uint(2, 1),
      int64(3, -1n),
      text(4, name),
      text(8, running ? 'Running' : 'Stopped'),
      text(10, name),
      text(11, 'Continuous'),
      text(12, position),
      fixed32Float(13, (100 * reached) / end),
      text(14, position),
      uint(15, looked),
    ),
  );
};

/** Projections.Statistics: of the standard projections, which are all there are. */
export const projectionStatistics = (projections: Projections, call: Call): void =>
  call.receiveOne((bytes) => {
    const asked = readAsked(bytes);
    const wanted = typeof asked === 'object' ? [find(projections, asked.name)] : asked === 'all' ? projections.all : [];
    const end = projections.store.writer.lastPosition;
    call.succeed(Buffer.concat(wanted.map((projector) => detailsFrame(projector, end))));
  });

/** Projections.Enable and Projections.Disable. */
export const enableProjection = (projections: Projections, call: Call, enabled: boolean): void =>
  call.receiveOne((bytes) => {
    projections.enable(find(projections, readName(bytes)), enabled, (kept) => {
      if (kept) call.succeed(EMPTY_FRAME);
      else call.fail(new CallError(Status.INTERNAL, 'It could not be written whether the projection runs.'));
    });
  });
