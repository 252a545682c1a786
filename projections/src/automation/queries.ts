import type { Page, RunState } from '@lyceum/contracts';
import { plain, type Models } from '../reading/models.ts';
import { pageBy, type PageOf } from '../reading/pages.ts';
import type { RunRow } from './projection.ts';

/** Which runs are looked for; without any condition all. */
export interface RunsOf extends PageOf {
  readonly automation?: string | undefined;
  readonly state?: RunState | undefined;
}

/** How many runs of an automation have failed, by whether they are tried again. */
export interface Failures {
  readonly failed: number;
  readonly givenUp: number;
}

export class AutomationQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** Runs, the newest first. */
  page({ automation, state, ...page }: RunsOf): Promise<Page<RunRow>> {
    const filter = { ...(automation !== undefined && { automation }), ...(state !== undefined && { state }) };
    return this.#models.reading('automation', (rows) => pageBy<RunRow>(rows, filter, 'newest', page, 'falling'));
  }

  find(run: string): Promise<RunRow | null> {
    return this.#models.find<RunRow>('automation', run);
  }

  /** Runs by their names, those that are there. */
  async findMany(runs: readonly string[]): Promise<ReadonlyMap<string, RunRow>> {
    const found = await this.#models.reading('automation', (rows) => rows.find({ _id: { $in: [...runs] } }).toArray());
    return new Map(found.map((row) => [row._id, plain<RunRow>(row)]));
  }

  /** What has failed, by automation: an index look-up for each that is asked for. */
  async failures(names: readonly string[]): Promise<ReadonlyMap<string, Failures>> {
    const count = (automation: string, state: RunState) =>
      this.#models.reading('automation', (rows) => rows.countDocuments({ automation, state } as object));
    const counted = await Promise.all(
      names.map(async (name) => {
        const [failed, givenUp] = await Promise.all([count(name, 'failed'), count(name, 'given-up')]);
        return [name, { failed, givenUp }] as const;
      }),
    );
    return new Map(counted);
  }
}
