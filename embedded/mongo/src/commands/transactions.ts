import type { Handler } from './context.ts';
import { ServerError } from '../errors.ts';
export const commitTransaction: Handler = () => { throw new ServerError('CommandNotSupported', 'not yet'); };
export const abortTransaction: Handler = commitTransaction;
