import { z } from 'zod';
import { Instant, Position } from '../values.ts';

/** A copy of all events up to `position`, lying in `file` of the store's `folder` to be taken away; the next one replaces it. */
export const EventsCopy = z.object({ folder: z.string(), file: z.string(), position: Position });
export type EventsCopy = z.infer<typeof EventsCopy>;

/** What a backup is called: the moment at which it was begun. */
export const BackupName = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/, 'as the list of backups gave it')
  .meta({ id: 'BackupName' });
export type BackupName = z.infer<typeof BackupName>;

/** `whole`: its files are as they were written; `damaged`: one is not; `broken-off`: it was never finished. */
export const BackupState = z.enum(['unverified', 'whole', 'damaged', 'broken-off']).meta({ id: 'BackupState' });
export type BackupState = z.infer<typeof BackupState>;

/** A backup that lies on the machine of the academy. */
export const Backup = z
  .object({
    name: BackupName,
    /** Where it lies on that machine. */
    folder: z.string(),
    made: Instant.nullable(),
    bytes: z.int(),
    files: z.int(),
    /** The position of the last event in it. */
    position: Position.nullable(),
    /** Whether the root secret is in it. */
    secret: z.boolean(),
    state: BackupState,
    verifiedAt: Instant.nullable(),
    /** The first file that is missing or not as it was. */
    damaged: z.string().nullable(),
  })
  .meta({ id: 'Backup' });
export type Backup = z.infer<typeof Backup>;

export const BackupStep = z.enum(['documents', 'events', 'files', 'verifying']).meta({ id: 'BackupStep' });
export type BackupStep = z.infer<typeof BackupStep>;

/** What is being made or verified: how many bytes of about `total` are done. */
export const BackupWork = z
  .object({ name: BackupName, step: BackupStep, done: z.int(), total: z.int(), since: Instant })
  .meta({ id: 'BackupWork' });
export type BackupWork = z.infer<typeof BackupWork>;

/** The last backup that was made, wherever it lies by now. */
export const LastBackup = z.object({ made: Instant, bytes: z.int(), position: Position }).meta({ id: 'LastBackup' });
export type LastBackup = z.infer<typeof LastBackup>;

/** `GET /api/operations/backups`: the newest first. `data` is the folder that is backed up, null where the stores are not the academy's own. */
export const BackupList = z
  .object({
    items: z.array(Backup),
    next: z.null(),
    data: z.string().nullable(),
    now: BackupWork.nullable(),
    last: LastBackup.nullable(),
    /** Why the last one that was begun came to nothing. */
    failure: z.object({ name: BackupName, reason: z.string() }).nullable(),
  })
  .meta({ id: 'BackupList' });
export type BackupList = z.infer<typeof BackupList>;
export const BackupBegun = z.object({ name: BackupName }).meta({ id: 'BackupBegun' });
