/** A figure whose facts are asked for. */
export interface Asked {
  readonly attemptId: string;
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
