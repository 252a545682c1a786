import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
export type Variables = Readonly<Record<string, Value>>;
export interface Expression { evaluate(doc: Doc, variables?: Variables): Value; truthy(doc: Doc, variables?: Variables): boolean }
export const compileExpression = (_value: Value): Expression => {
  throw new ServerError('CommandNotSupported', 'not yet');
};
