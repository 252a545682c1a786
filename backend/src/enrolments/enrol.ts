import type { EnrolmentEvent, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../api/written.ts';
import { courses, type Course } from '../courses/course.ts';
import { mayKnow, type Asker } from '../courses/staff.ts';
import type { CommandContext } from '../deciding/context.ts';
import { accept, refuse, type Decision } from '../deciding/decision.ts';
import { Streams } from '../deciding/streams.ts';
import { hasLeft, isEnrolled, rosters, type Roster } from './roster.ts';

/** Somebody takes a seat in a course. */
export class Enrol extends Command<Written<{ courseId: Id; personId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly courseId: Id,
  ) {
    super();
  }
}

export function decide(roster: Roster, course: Course, who: Asker): Decision<EnrolmentEvent> {
  if (!mayKnow(course, who)) return refuse('course-not-found');
  const { courseId } = course;
  const studentId = who.personId;
  if (course.instructorId === studentId) return refuse('own-course');
  if (isEnrolled(roster, studentId)) return refuse('already-enrolled');
  if (course.phase === 'draft') return refuse('course-not-published');
  if (course.phase === 'archived') return refuse('course-archived');
  if (course.seats !== null && roster.taken >= course.seats) return refuse('no-seats-left');
  return accept({ type: 'enrolments.StudentEnrolled.v1', data: { courseId, studentId, again: hasLeft(roster, studentId) } });
}

@CommandHandler(Enrol)
export class EnrolHandler implements ICommandHandler<Enrol> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, who, courseId }: Enrol): Promise<Written<{ courseId: Id; personId: Id }>> {
    const enrolled = await this.streams.decide(rosters, courseId, context, (roster, course: Course) => decide(roster, course, who), {
      seeing: (see) => see(courses, courseId),
    });
    return answer(enrolled, { courseId, personId: who.personId });
  }
}
