import { z } from 'zod';
import { Position } from '../values.ts';

/** Where the store that the academy brings along keeps its events, on the machine that it runs on. */
export const BackupPlace = z.object({ folder: z.string() }).meta({ id: 'BackupPlace' });
export type BackupPlace = z.infer<typeof BackupPlace>;

/** A copy of all events up to `position`, lying in `file` there to be taken away; the next one replaces it. */
export const EventsCopy = BackupPlace.extend({ file: z.string(), position: Position }).meta({ id: 'EventsCopy' });
export type EventsCopy = z.infer<typeof EventsCopy>;
