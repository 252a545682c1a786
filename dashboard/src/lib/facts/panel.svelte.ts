import type { Figure } from '@lyceum/contracts';

/** What a figure comes from: an attempt that was graded, a grade in a gradebook, or the academy's facts that the overview counts. */
export type Source =
  { readonly attemptId: string } | { readonly columnId: string; readonly personId: string } | { readonly figure: Figure };

/** A figure whose facts are asked for. */
export interface Asked {
  readonly source: Source;
  /** What the figure is: "Mechanics quiz, Ann Lee". */
  readonly title: string;
  /** The figure is of a page that shows how things stood then: facts after it are still to come. */
  readonly until?: string | null;
  /** What can be done about the figure. */
  readonly action?: FigureAction | null;
}

export interface FigureAction {
  readonly text: string;
  readonly run: () => void;
}

class FactsPanelState {
  asked = $state<Asked | null>(null);

  open(asked: Asked): void {
    this.asked = asked;
  }
  close(): void {
    this.asked = null;
  }
}

export const factsPanel = new FactsPanelState();
