import { Module } from '@nestjs/common';
import { ChangeColumnHandler } from './change-column.ts';
import { GetGradeFactsHandler } from './get-grade-facts.ts';
import { GetGradebookHandler } from './get-gradebook.ts';
import { GetMyGradesHandler } from './get-my-grades.ts';
import { GradesController } from './grades-controller.ts';
import { ImportGradesHandler } from './import-grades.ts';
import { OverrideGradeHandler } from './override-grade.ts';
import { PastColumns } from './past-columns.ts';
import { SetGradingHandler } from './set-grading.ts';

/** The gradebook of a course, and a student's own grades. */
@Module({
  controllers: [GradesController],
  providers: [
    GetGradebookHandler,
    GetMyGradesHandler,
    GetGradeFactsHandler,
    SetGradingHandler,
    ChangeColumnHandler,
    OverrideGradeHandler,
    ImportGradesHandler,
    PastColumns,
  ],
})
export class GradesModule {}
