import type { Figure } from '@lyceum/contracts';

/** What a figure comes from: an attempt that was graded, a grade in a gradebook, or the academy's facts that the overview counts. */
export type Source =
  { readonly attemptId: string } | { readonly columnId: string; readonly personId: string } | { readonly figure: Figure };

/** A figure whose facts are asked for. */
export interface Asked {
  readonly source: Source;
  /** What the figure is: "Mechanics quiz, Ann Lee". */
  readonly title: string;
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
