/** A course of the demo as its instructor wrote it; quizzes are written in GIFT and come in through the import. */
export interface DemoCourse {
  readonly title: string;
  readonly summary: string;
  readonly seats: number | null;
  /** Days from the beginning of the demo until it opens; null for a draft. */
  readonly opens: number | null;
  readonly lessons: readonly { readonly title: string; readonly text: string; readonly video?: string }[];
  readonly quizzes: readonly {
    readonly title: string;
    readonly timeLimitSeconds: number | null;
    readonly attemptsAllowed: number | null;
    readonly gift: string;
  }[];
}
