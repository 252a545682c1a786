import type { Handler } from './context.ts';
import { ServerError } from '../errors.ts';
export const explain: Handler = () => { throw new ServerError('CommandNotSupported', 'not yet'); };
