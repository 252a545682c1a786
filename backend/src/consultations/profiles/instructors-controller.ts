import { Id, InstructorDetail, InstructorsPage, InstructorsQuery } from '@lyceum/contracts';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import { GetInstructor } from './get-instructor.ts';
import { ListInstructors } from './list-instructors.ts';

/** Who can be asked for a consultation, for everybody to look through. */
@ApiTags('consultations')
@Controller('instructors')
export class InstructorsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Public()
  @Reads('instructors')
  @ApiOperation({ summary: 'Instructors by name, rating or how soon they are free; `maxPrice` is that of an hour, in minor units' })
  @Answers(200, InstructorsPage)
  list(@Query({ schema: InstructorsQuery }) page: InstructorsQuery) {
    return this.queries.execute(new ListInstructors(page));
  }

  @Get(':id')
  @Public()
  @Reads('instructors')
  @ApiOperation({ summary: 'What an instructor says of themselves, and how sessions with them go' })
  @Answers(200, InstructorDetail, 'instructor-not-found')
  detail(@Param('id', { schema: Id }) instructorId: Id) {
    return this.queries.execute(new GetInstructor(instructorId));
  }
}
