export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'bad';
  readonly undo: (() => Promise<unknown> | void) | null;
}

const SHOWN_FOR = 8000;

/** Short notes at the edge of the page; one with Undo stays longer, so that it can be reached. */
class Toasts {
  list = $state<Toast[]>([]);
  #next = 1;

  say(text: string, undo: Toast['undo'] = null): void {
    this.#add({ id: this.#next++, text, tone: 'plain', undo });
  }

  fail(text: string): void {
    this.#add({ id: this.#next++, text, tone: 'bad', undo: null });
  }

  clear(): void {
    this.list = [];
  }

  drop(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  #add(toast: Toast): void {
    this.list = [...this.list.slice(-2), toast];
    setTimeout(() => this.drop(toast.id), toast.undo ? SHOWN_FOR * 2 : SHOWN_FOR);
  }
}

export const toasts = new Toasts();
