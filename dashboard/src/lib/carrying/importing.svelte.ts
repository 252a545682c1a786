import type { CarriedEvent, CarriedIn, CheckedLines } from '@lyceum/contracts';
import { address, postAgain, TextBody } from '#lib/api/client.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { Checked } from './checked.ts';
import { pieces } from './pieces.ts';

/** As many events as the academy takes at once, and names of streams. */
const AT_ONCE = 500;
const PATH = '/api/operations/log';

/** A file of events on its way into the log: held to its hashes and compared first, then written. */
export class Importing {
  phase = $state<'idle' | 'checking' | 'checked' | 'writing' | 'stopped' | 'done'>('idle');
  /** Bytes of the file. */
  done = $state(0);
  total = $state(0);
  checked = $state.raw(new Checked());
  written = $state(0);
  known = $state(0);
  problem = $state<string | null>(null);
  #file: File | null = null;
  /** How many pieces are in the log already. */
  #taken = 0;

  async check(file: File): Promise<void> {
    this.#file = file;
    [this.phase, this.done, this.total, this.problem] = ['checking', 0, file.size, null];
    [this.#taken, this.written, this.known] = [0, 0, 0];
    const checked = new Checked();
    const over = await this.#through(async (text) => {
      if (this.#file !== file || checked.damaged !== null) return false;
      const path = address(`${PATH}/checks`, { before: checked.hash });
      checked.add(text, await postAgain<CheckedLines>(path, new TextBody(text, 'text/plain')));
      return true;
    }, 0);
    if (this.#file !== file) return;
    this.checked = checked;
    this.phase = over ? 'checked' : 'idle';
  }

  /** Writes what is missing; goes on where it stopped. */
  async write(): Promise<void> {
    [this.phase, this.problem] = ['writing', null];
    const { head } = this.checked;
    const over = await this.#through(async (text) => {
      const lines = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { hash: string });
      const events = lines.filter((line) => 'revision' in line).map(({ hash: _, ...event }) => event as unknown as CarriedEvent);
      for (let at = 0; at < events.length; at += AT_ONCE) {
        const body = { items: events.slice(at, at + AT_ONCE), secret: head?.secret ?? null };
        const { written, known } = await postAgain<CarriedIn>(PATH, body);
        this.written += written;
        this.known += known;
      }
      for (const line of lines) if ('deleted' in line) await postAgain(`${PATH}/deleted`, { streams: line.deleted });
      this.#taken += 1;
      return true;
    }, this.#taken);
    this.phase = over ? 'done' : 'stopped';
  }

  /** Goes through the file behind so many pieces; false where something went wrong. */
  async #through(take: (text: string) => Promise<boolean>, behind: number): Promise<boolean> {
    let number = 0;
    try {
      for await (const { text, done } of pieces(this.#file!)) {
        if (number++ >= behind && !(await take(text))) break;
        this.done = done;
      }
      return true;
    } catch (error) {
      this.problem = error instanceof ApiProblem ? error.message : String(error);
      return false;
    }
  }
}
