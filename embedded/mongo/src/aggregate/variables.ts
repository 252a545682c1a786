import { isDoc } from '../bson/values.ts';
import type { Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { compileExpression } from './expression.ts';
import type { Variables } from './expression.ts';

/** The variables of a command's `let`. */
export const variablesOf = (value: Value): Variables | undefined => {
  if (value === undefined || value === null) return undefined;
  if (!isDoc(value)) throw new ServerError('TypeMismatch', "BSON field 'let' is the wrong type, expected type 'object'");
  // The values are expressions of constants; later ones may not name earlier ones.
  return Object.fromEntries(
    Object.entries(value).map(([name, constant]): [string, Value] => [name, compileExpression(constant).evaluate({})]),
  );
};
