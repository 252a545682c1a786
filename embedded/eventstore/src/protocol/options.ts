import { handlerFailed } from '../grpc/status.ts';
import { Reader } from '../protobuf/reader.ts';

/** The options of a request, which is all that most of them have. @throws CallError when there are none */
export const optionsOf = (bytes: Buffer): Reader => {
  const reader = new Reader(bytes);
  let options: Reader | undefined;
  while (reader.next()) {
    if (reader.field === 1) options = reader.message();
    else reader.skip();
  }
  if (!options) throw handlerFailed();
  return options;
};
