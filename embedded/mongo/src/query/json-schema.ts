import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';

/** Compiles a `$jsonSchema`. */
export const compileJsonSchema = (_schema: Value): ((doc: Doc) => boolean) => {
  throw new ServerError('CommandNotSupported', '$jsonSchema is not supported');
};
