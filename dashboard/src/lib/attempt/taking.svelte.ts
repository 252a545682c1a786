import { isAnswered, type Answer, type AnswerChecked, type AttemptDetail, type Submitted } from '@lyceum/contracts';
import { read, write } from '#lib/api/client.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { t } from '#lib/messages/index.ts';
import {
  allAnswers,
  edit,
  EMPTY,
  mergeServer,
  mergeTab,
  type Notebook,
  parseNotebook,
  refused,
  taken,
  toggleFlag,
  waiting,
} from './queue.ts';

/** Refusals that say that the attempt is over. */
const OVER: ReadonlySet<string> = new Set(['attempt-submitted', 'attempt-abandoned']);
/** Refusals that say that an answer stays as it is. */
const KEPT: ReadonlySet<string> = new Set(['page-passed', 'question-over']);
const QUIET = 500;
const RETRY_FIRST = 1500;
const RETRY_MOST = 15_000;
const keyOf = (attemptId: string) => `lyceum.attempt.${attemptId}`;
const receiptKey = (attemptId: string) => `lyceum.receipt.${attemptId}`;

/** Keeps the receipt for the page that shows the result. */
export const receiptOf = (attemptId: string): string | null => sessionStorage.getItem(receiptKey(attemptId));

/** The slots that a refused submission names. */
const slotsIn = ({ errors }: ApiProblem): number[] => errors.map(({ path }) => Number(path.split('.')[1])).filter(Number.isInteger);

/** One open attempt on the screen: what is answered, what the server has of it, and the way there. */
export class Taking {
  readonly attempt: AttemptDetail;
  notebook = $state.raw<Notebook>(EMPTY);
  /** When the server took the last answer (its own time), null before the first. */
  savedAt = $state<string | null>(null);
  /** `kept`: the server cannot be reached, answers are in this browser and go as soon as it can. */
  sending = $state<'idle' | 'waiting' | 'kept'>('idle');
  submitting = $state(false);
  /** How the questions stand that were checked on the way, by slot. */
  checks = $state.raw<Readonly<Record<number, AnswerChecked>>>({});
  /** The slot that is being checked. */
  checking = $state<number | null>(null);
  problem = $state<string | null>(null);
  readonly answered: ReadonlySet<number>;
  readonly #offset: number;
  readonly #onOver: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pause = RETRY_FIRST;
  #busy = false;

  constructor(attempt: AttemptDetail, onOver: () => void) {
    this.attempt = attempt;
    this.#offset = Date.parse(attempt.serverTime) - Date.now();
    this.#onOver = onOver;
    this.notebook = mergeServer(EMPTY, attempt.answers);
    this.#take(attempt);
    this.answered = $derived(
      new Set(attempt.paper.questions.filter(({ slot }) => isAnswered(this.notebook.answers[slot]?.answer)).map(({ slot }) => slot)),
    );
  }

  /** The server's time now, as far as this browser can know it. */
  get now(): number {
    return Date.now() + this.#offset;
  }

  /** Takes up what this browser kept, and watches other tabs and the connection. Returns how to stop. */
  begin(): () => void {
    const key = keyOf(this.attempt.attemptId);
    this.notebook = mergeServer(parseNotebook(localStorage.getItem(key)), this.attempt.answers);
    this.#keep();
    this.#soon(0);
    const onStorage = (event: StorageEvent) => {
      if (event.key === key && event.newValue !== null) this.notebook = mergeTab(this.notebook, parseNotebook(event.newValue));
    };
    const onOnline = () => this.#soon(0);
    window.addEventListener('storage', onStorage);
    window.addEventListener('online', onOnline);
    return () => {
      clearTimeout(this.#timer);
      window.removeEventListener('storage', onStorage);
      window.removeEventListener('online', onOnline);
    };
  }

  answer(slot: number, answer: Answer): void {
    const before = this.notebook;
    this.notebook = edit(before, slot, answer, this.now);
    if (this.notebook === before) return;
    this.#keep();
    if (this.sending !== 'kept') this.sending = 'waiting';
    this.#soon(QUIET);
  }

  /** Whether there is an answer that has not been checked as it is now. */
  isCheckable(slot: number): boolean {
    const [kept, check] = [this.notebook.answers[slot], this.checks[slot]];
    return isAnswered(kept?.answer) && (check === undefined || (!check.over && (kept?.sequence ?? 0) > check.sequence));
  }

  /** Asks whether the answer is right: it is one of the tries. */
  async check(slot: number): Promise<void> {
    const kept = this.notebook.answers[slot];
    if (!kept || this.checking !== null) return;
    const { answer, sequence } = kept;
    this.checking = slot;
    this.problem = null;
    try {
      const path = `/api/attempts/${this.attempt.attemptId}/answers/${slot}/check`;
      const check = await write<AnswerChecked>('POST', path, { answer, sequence });
      this.checks = { ...this.checks, [slot]: check };
      this.notebook = taken(this.notebook, slot, sequence);
      this.#keep();
    } catch (problem) {
      if (problem instanceof ApiProblem && OVER.has(problem.code)) this.#over();
      else if (problem instanceof ApiProblem && problem.code === 'question-over') await this.#closedElsewhere(slot);
      else this.problem = problem instanceof Error ? problem.message : String(problem);
    } finally {
      this.checking = null;
    }
  }

  /** How its questions stand by the server. */
  #take({ checks }: AttemptDetail): void {
    this.checks = Object.fromEntries(checks.map((check) => [check.slot, check]));
  }

  /** Another tab or device has used the tries of a question: what it checked is what counts. */
  async #closedElsewhere(slot: number): Promise<void> {
    const known = this.checks[slot]?.over === true;
    const { value: attempt } = await read<AttemptDetail>(fetch, `/api/attempts/${this.attempt.attemptId}`);
    this.#take(attempt);
    this.notebook = refused(this.notebook, slot, attempt.answers[slot]);
    if (!known) this.problem = t('check.overElsewhere', { slot });
    this.#keep();
  }

  flag(slot: number): void {
    this.notebook = toggleFlag(this.notebook, slot);
    this.#keep();
  }

  look(slot: number): void {
    this.notebook = { ...this.notebook, at: slot };
    this.#keep();
  }

  /** Hands everything in. True when the attempt is over. */
  async submit(): Promise<boolean> {
    this.submitting = true;
    this.problem = null;
    try {
      const { attemptId } = this.attempt;
      const submitted = await write<Submitted>('POST', `/api/attempts/${attemptId}/submission`, { answers: allAnswers(this.notebook) });
      sessionStorage.setItem(receiptKey(attemptId), submitted.receipt);
      this.#over();
      return true;
    } catch (problem) {
      if (problem instanceof ApiProblem && OVER.has(problem.code)) {
        this.#over();
        return true;
      }
      if (problem instanceof ApiProblem && problem.code === 'page-passed') this.#passed(slotsIn(problem));
      else this.problem = problem instanceof Error ? problem.message : String(problem);
      return false;
    } finally {
      this.submitting = false;
    }
  }

  /** Answers to pages that were passed, on another device or in another tab, are not taken any more. */
  #passed(slots: readonly number[]): void {
    for (const slot of slots) this.notebook = refused(this.notebook, slot, this.attempt.answers[slot]);
    this.problem = t('attempt.passed', { slot: slots.join(', ') });
    this.#keep();
  }

  #over(): void {
    clearTimeout(this.#timer);
    localStorage.removeItem(keyOf(this.attempt.attemptId));
    this.#onOver();
  }

  #keep(): void {
    try {
      localStorage.setItem(keyOf(this.attempt.attemptId), JSON.stringify(this.notebook));
    } catch {
      // A full or forbidden storage: the server still gets every answer.
    }
  }

  #soon(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), wait);
  }

  async #send(): Promise<void> {
    if (this.#busy || this.submitting) return this.#soon(QUIET);
    this.#busy = true;
    try {
      for (let next = waiting(this.notebook)[0]; next; next = waiting(this.notebook)[0]) {
        const { slot, answer, sequence } = next;
        const path = `/api/attempts/${this.attempt.attemptId}/answers/${slot}`;
        try {
          const { savedAt } = await write<{ savedAt: string }>('PUT', path, { answer, sequence }, 1);
          this.savedAt = savedAt;
          this.notebook = taken(this.notebook, slot, sequence);
        } catch (problem) {
          if (!(problem instanceof ApiProblem && KEPT.has(problem.code))) throw problem;
          if (problem.code === 'page-passed') this.#passed([slot]);
          else await this.#closedElsewhere(slot);
        }
        this.#keep();
      }
      this.sending = 'idle';
      this.#pause = RETRY_FIRST;
    } catch (problem) {
      this.#failed(problem);
    } finally {
      this.#busy = false;
    }
  }

  #failed(problem: unknown): void {
    if (problem instanceof ApiProblem && OVER.has(problem.code)) return this.#over();
    // Its time is over and it can still be handed in: what was not saved by then does not count.
    if (problem instanceof ApiProblem && problem.code === 'time-over') {
      this.sending = 'idle';
      return;
    }
    if (problem instanceof ApiProblem && problem.status >= 400 && problem.status < 500 && problem.status !== 429)
      this.problem = problem.message;
    this.sending = 'kept';
    this.#soon(this.#pause);
    this.#pause = Math.min(this.#pause * 2, RETRY_MOST);
  }
}
