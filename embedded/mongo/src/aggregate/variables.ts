import { isDoc } from '../bson/values.ts';
import type { Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import type { Variables } from './expression.ts';

/** The variables of a command's `let`. */
export const variablesOf = (value: Value): Variables | undefined => {
  if (value === undefined || value === null) return undefined;
  if (!isDoc(value)) throw new ServerError('TypeMismatch', "BSON field 'let' is the wrong type, expected type 'object'");
  return value;
};
