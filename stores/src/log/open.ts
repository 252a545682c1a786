import type { RootSecret } from '../secret/secret.ts';
import type { EventLog } from './types.ts';

/** Opens the event log that the connection string `url` (esdb://…) names. Connects when first asked, and again after every drop. */
export declare function openEventLog(options: { readonly url: string; readonly secret: RootSecret }): EventLog;
