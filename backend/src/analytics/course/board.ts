import type { Id, Stay } from '@lyceum/contracts';
import type { AttendanceRow, GradebookRow, ParticipationRow, ReadModels, Taken } from '@lyceum/projections';

/** Everything that the rows say of somebody in a course. */
export interface Source {
  readonly line: GradebookRow;
  readonly participation: ParticipationRow | undefined;
  /** When they were in the rooms of the course's webinars. */
  readonly stays: readonly Stay[];
}

/**
 * The rows of a course's people, kept in memory and brought up to date by those that changed since: figures of the whole course need all of
 * them, and to read thousands each time would take longer the longer the course.
 */
export class Board {
  readonly courseId: Id;
  readonly sources = new Map<Id, Source>();
  /** Rises with every change. */
  version = 0;
  readonly #lines = new Map<Id, GradebookRow>();
  readonly #participations = new Map<Id, ParticipationRow>();
  readonly #attendances = new Map<Id, Map<Id, AttendanceRow>>();
  #taken: { lines: Taken | null; participations: Taken | null; attendances: Taken | null } = {
    lines: null,
    participations: null,
    attendances: null,
  };
  #rooms = '';

  constructor(courseId: Id) {
    this.courseId = courseId;
  }

  /** Takes in what has changed. `rooms` are the webinars of the course. */
  async refresh(models: ReadModels, rooms: readonly Id[]): Promise<void> {
    const { courseId } = this;
    const before = this.#taken;
    const sameRooms = rooms.toSorted().join(' ') === this.#rooms;
    const [lines, participations, attendances] = await Promise.all([
      models.news.of<GradebookRow>('gradebook', { courseId }, before.lines),
      models.news.of<ParticipationRow>('participation', { courseId }, before.participations),
      rooms.length === 0
        ? null
        : models.news.of<AttendanceRow>('attendance', { roomId: { $in: [...rooms] } }, sameRooms ? before.attendances : null),
    ]);
    this.#rooms = rooms.toSorted().join(' ');
    if (lines.anew) this.#lines.clear();
    if (participations.anew) this.#participations.clear();
    if (attendances?.anew) this.#attendances.clear();
    const changed = new Set<Id>();
    for (const row of lines.rows) changed.add(put(this.#lines, row));
    for (const row of participations.rows) changed.add(put(this.#participations, row));
    for (const row of attendances?.rows ?? []) {
      const of = this.#attendances.get(row.personId) ?? new Map<Id, AttendanceRow>();
      this.#attendances.set(row.personId, of.set(row.roomId, row));
      changed.add(row.personId);
    }
    this.#taken = { lines: lines.taken, participations: participations.taken, attendances: attendances?.taken ?? null };
    if (lines.anew || participations.anew || attendances?.anew) {
      this.sources.clear();
      for (const personId of this.#lines.keys()) changed.add(personId);
    }
    for (const personId of changed) this.#put(personId);
    if (changed.size > 0) this.version++;
  }

  /** Who was never enrolled has no line, and is nobody of the course. */
  #put(personId: Id): void {
    const line = this.#lines.get(personId);
    if (!line) return;
    const rows = [...(this.#attendances.get(personId)?.values() ?? [])];
    this.sources.set(personId, {
      line,
      participation: this.#participations.get(personId),
      stays: rows.filter(({ role }) => role !== 'host').flatMap(({ stays }) => stays),
    });
  }
}

function put<Row extends { readonly personId: Id }>(rows: Map<Id, Row>, row: Row): Id {
  rows.set(row.personId, row);
  return row.personId;
}
