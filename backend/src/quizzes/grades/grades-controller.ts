import { Gradebook, Id, MyGrades } from '@lyceum/contracts';
import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import { GetGradebook } from './get-gradebook.ts';
import { GetMyGrades } from './get-my-grades.ts';

@ApiTags('grades')
@Controller()
export class GradesController {
  constructor(private readonly queries: QueryBus) {}

  @Get('courses/:id/gradebook')
  @SignedIn()
  @Reads('gradebook', 'quizzes', 'people')
  @ApiOperation({ summary: 'The grades of a course, for its staff' })
  @Answers(200, Gradebook, 'course-not-found')
  gradebook(@Who() who: Principal, @Param('id', { schema: Id }) courseId: Id) {
    return this.queries.execute(new GetGradebook(who, courseId));
  }

  @Get('me/grades')
  @SignedIn()
  @Reads('gradebook', 'attempts', 'quizzes', 'courses')
  @ApiOperation({ summary: 'My own grades and attempts' })
  @Answers(200, MyGrades)
  mine(@Who() who: Principal) {
    return this.queries.execute(new GetMyGrades(who.personId));
  }
}
