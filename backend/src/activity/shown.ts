import type { Activity, Id } from '@lyceum/contracts';
import type { ActivityRow, AttendanceRow, ReadModels } from '@lyceum/projections';

const MINUTE = 60_000;

type Titled = Activity['course'];

/** What is named beside the rows. */
interface Beside {
  readonly names: ReadonlyMap<Id, string | null>;
  readonly courses: ReadonlyMap<Id, string>;
  readonly quizzes: ReadonlyMap<Id, string>;
  readonly webinars: ReadonlyMap<Id, { readonly title: string; readonly courseId: Id | null }>;
  readonly present: ReadonlyMap<string, AttendanceRow>;
}

const titled = (titles: ReadonlyMap<Id, string>, id: Id | null): Titled => (id === null ? null : { id, title: titles.get(id) ?? '' });

export function activityOf({ activityId, of, personId, what, quizId, roomId, used, at }: ActivityRow, beside: Beside): Activity {
  const webinar = roomId === null ? undefined : beside.webinars.get(roomId);
  const stays = beside.present.get(`${roomId} ${personId}`)?.stays ?? [];
  const stay = stays.find(({ from, to }) => (what === 'went' ? to : from) === at);
  return {
    activityId,
    at,
    // Who joins while they are there came by another connection.
    kind: what === 'came' && !stay ? 'came-again' : what,
    person: { personId, name: beside.names.get(personId) ?? null },
    course: titled(beside.courses, roomId === null ? of : (webinar?.courseId ?? null)),
    quiz: titled(beside.quizzes, quizId),
    webinar: roomId !== null && webinar ? { id: roomId, title: webinar.title } : null,
    minutes: what === 'went' && stay ? Math.round((Date.parse(at) - Date.parse(stay.from)) / (MINUTE / 10)) / 10 : null,
    used,
  };
}

/** Rows with the names and titles of what they are about. */
export async function shownActivity(models: ReadModels, rows: readonly ActivityRow[]): Promise<Activity[]> {
  const inRooms = rows.flatMap(({ roomId, personId }) => (roomId === null ? [] : [{ roomId, personId }]));
  const [names, webinars, quizzes, present] = await Promise.all([
    models.people.names(rows.map(({ personId }) => personId)),
    models.webinars.findMany(inRooms.map(({ roomId }) => roomId)),
    models.quizzes.findMany(rows.flatMap(({ quizId }) => quizId ?? [])),
    models.attendance.find(inRooms),
  ]);
  const places = [
    ...rows.filter(({ roomId }) => roomId === null).map(({ of }) => of),
    ...webinars.flatMap(({ courseId }) => courseId ?? []),
  ];
  const courses = await models.courses.findMany([...new Set(places)]);
  const beside: Beside = {
    names,
    courses: new Map(courses.map(({ courseId, title }) => [courseId, title])),
    quizzes: new Map(quizzes.map(({ quizId, title }) => [quizId, title])),
    webinars: new Map(webinars.map((webinar) => [webinar.webinarId, webinar])),
    present: new Map(present.map((row) => [`${row.roomId} ${row.personId}`, row])),
  };
  return rows.map((row) => activityOf(row, beside));
}
