import { z } from 'zod';
import { Id, Instant } from '../values.ts';

/** How many of something. */
const Count = z.int().min(0);

/**
 * What became of files. `compacted`: what was deleted is no longer in them; `asked`: the server was told to, and does it in its own time;
 * `left`: it could not be told, and the operator has to (`detail` says what).
 */
export const Compaction = z
  .object({ state: z.enum(['compacted', 'asked', 'left']), detail: z.string().nullable() })
  .meta({ id: 'Compaction' });
export type Compaction = z.infer<typeof Compaction>;

/** The proof that somebody is forgotten. Nothing in it is about them but how much there was. */
export const ErasureProof = z
  .object({
    /** Facts that held something sealed with their key, by type. */
    events: z.array(z.object({ type: z.string(), count: Count })),
    /** Rows that were folded anew, by read model; `former` are those of the rows kept to take a rebuild back. */
    models: z.array(z.object({ name: z.string(), rows: Count, former: Count })),
    /** Rebuilds that were under way or waited for their swap, and were given up. */
    rebuildsCancelled: Count,
    eventFiles: Compaction,
    rowFiles: Compaction,
    /**
     * Their name and address were sought in every row of the read store: `found` in rows about them, `elsewhere` in rows that do not name them
     * (people of the same name, and what others wrote). Null where the run was broken off and nobody knew any more what to look for.
     */
    check: z.object({ rows: Count, found: Count, elsewhere: z.array(z.object({ collection: z.string(), rows: Count })) }).nullable(),
  })
  .meta({ id: 'ErasureProof' });
export type ErasureProof = z.infer<typeof ErasureProof>;

/** `ordered`: it is being done; `forgotten`: their key is gone; `proven`: all is done and looked at. */
export const ErasurePhase = z.enum(['ordered', 'forgotten', 'proven']).meta({ id: 'ErasurePhase' });
export type ErasurePhase = z.infer<typeof ErasurePhase>;

export const ErasureReport = z
  .object({
    personId: Id,
    phase: ErasurePhase,
    orderedBy: Id.nullable(),
    orderedAt: Instant,
    forgottenAt: Instant.nullable(),
    provenAt: Instant.nullable(),
    /** Where in the log they were forgotten. */
    position: z.string().nullable(),
    /** Devices that were signed out. */
    sessions: Count.nullable(),
    proof: ErasureProof.nullable(),
  })
  .meta({ id: 'ErasureReport' });
export type ErasureReport = z.infer<typeof ErasureReport>;

export const Erasure = z.object({ report: ErasureReport }).meta({ id: 'Erasure' });
export type Erasure = z.infer<typeof Erasure>;
