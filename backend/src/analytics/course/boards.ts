import type { Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Injectable } from '@nestjs/common';
import { Board } from './board.ts';

/** People of courses that are kept at once, and courses: about a kilobyte or two each. */
const MOST_PEOPLE = 60_000;
const MOST_BOARDS = 60;

/** The boards of the courses that are looked at, those that were asked for last. */
@Injectable()
export class Boards {
  /** In the order in which they were asked for. */
  readonly #kept = new Map<Id, Board>();
  readonly #busy = new Map<Id, Promise<void>>();

  constructor(private readonly models: ReadModels) {}

  /** The board of a course with all that has changed by now. */
  async of(courseId: Id): Promise<Board> {
    const board = this.#kept.get(courseId) ?? new Board(courseId);
    this.#kept.delete(courseId);
    this.#kept.set(courseId, board);
    const webinars = await this.models.webinars.ofCourse(courseId);
    const rooms = webinars.map(({ webinarId }) => webinarId);
    // One after the other: what one of them takes in must not be taken back by another.
    const before = this.#busy.get(courseId) ?? Promise.resolve();
    const turn = before.catch(() => {}).then(() => board.refresh(this.models, rooms));
    this.#busy.set(courseId, turn);
    try {
      await turn;
    } finally {
      if (this.#busy.get(courseId) === turn) this.#busy.delete(courseId);
    }
    this.#forget();
    return board;
  }

  #forget(): void {
    let people = [...this.#kept.values()].reduce((sum, { sources }) => sum + sources.size, 0);
    for (const [courseId, { sources }] of this.#kept) {
      if ((people <= MOST_PEOPLE && this.#kept.size <= MOST_BOARDS) || this.#kept.size === 1) return;
      this.#kept.delete(courseId);
      people -= sources.size;
    }
  }
}
