import { Module } from '@nestjs/common';
import { ChangePhotoHandler } from './change-photo.ts';
import { EditProfileHandler } from './edit-profile.ts';
import { GetInstructorHandler } from './get-instructor.ts';
import { GetOwnProfileHandler } from './get-own-profile.ts';
import { InstructorsController } from './instructors-controller.ts';
import { ListInstructorsHandler } from './list-instructors.ts';
import { ProfilesController } from './profiles-controller.ts';

/** Instructors' public profiles and the list of them. */
@Module({
  controllers: [ProfilesController, InstructorsController],
  providers: [EditProfileHandler, ChangePhotoHandler, GetOwnProfileHandler, ListInstructorsHandler, GetInstructorHandler],
})
export class ProfilesModule {}
