import { ApiProblem } from '#lib/api/problem.ts';
import { t } from '#lib/messages/index.ts';

/** A form on its way: busy while it is sent; what is refused stands beside its field, the rest above the button. Nothing typed is lost. */
export class FormState {
  busy = $state(false);
  /** What was wrong with fields, by path (`choices.0.text`). */
  errors = $state<Readonly<Record<string, string>>>({});
  /** What was wrong altogether. */
  problem = $state<string | null>(null);

  /** Runs a write; true when it was done. */
  async send(write: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.clear();
    try {
      await write();
      return true;
    } catch (problem) {
      this.#refused(problem);
      return false;
    } finally {
      this.busy = false;
    }
  }

  clear(): void {
    this.errors = {};
    this.problem = null;
  }

  /** The error of a field or of anything within it. */
  of(path: string): string | undefined {
    const exact = this.errors[path];
    if (exact !== undefined) return exact;
    return Object.entries(this.errors).find(([at]) => at.startsWith(`${path}.`))?.[1];
  }

  #refused(problem: unknown): void {
    if (!(problem instanceof ApiProblem)) {
      this.problem = t('problem.unexpected');
      throw problem;
    }
    this.errors = Object.fromEntries(problem.errors.map(({ path, message }) => [path, message]));
    this.problem = problem.errors.length > 0 ? t('form.mend') : problem.message;
  }
}
