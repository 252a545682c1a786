import { EditProfileRequest, Id, OwnProfile, PhotoStands, ProfileStands } from '@lyceum/contracts';
import { Body, Controller, Delete, Get, Param, Post, Put, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Allow, Context, IfMatch, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { ImageFile } from '../../images/image-file.ts';
import { ChangePhoto } from './change-photo.ts';
import { EditProfile } from './edit-profile.ts';
import { GetOwnProfile } from './get-own-profile.ts';

const IMAGES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** What instructors say of themselves; an admin may say it for them. */
@ApiTags('consultations')
@Controller('instructors')
export class ProfilesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('me/profile')
  @Allow('consultations.offer')
  @ApiOperation({ summary: 'My profile, for editing' })
  @Answers(200, OwnProfile)
  mine(@Who() who: Principal, @Res({ passthrough: true }) response: Response) {
    return this.profile(who.personId, response);
  }

  @Get(':id/profile')
  @Allow('consultations.manage')
  @ApiOperation({ summary: 'The profile of an instructor, for editing' })
  @Answers(200, OwnProfile, 'instructor-not-found')
  async profile(@Param('id', { schema: Id }) instructorId: Id, @Res({ passthrough: true }) response: Response): Promise<OwnProfile> {
    const { own, revision } = await this.queries.execute(new GetOwnProfile(instructorId));
    if (revision >= 0) response.setHeader('ETag', `"${revision}"`);
    return own;
  }

  @Put('me/profile')
  @Allow('consultations.offer')
  @ApiOperation({ summary: 'Say who I am and what I offer; the list of instructors has me from then on' })
  @Answers(200, ProfileStands, 'revision-conflict')
  editMine(
    @Who() who: Principal,
    @Body({ schema: EditProfileRequest }) edit: EditProfileRequest,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new EditProfile(context, who.personId, edit, expected));
  }

  @Put(':id/profile')
  @Allow('consultations.manage')
  @ApiOperation({ summary: 'Write the profile of an instructor' })
  @Answers(200, ProfileStands, 'instructor-not-found', 'revision-conflict')
  edit(
    @Param('id', { schema: Id }) instructorId: Id,
    @Body({ schema: EditProfileRequest }) edit: EditProfileRequest,
    @Context() context: CommandContext,
    @IfMatch() expected: number | undefined,
  ) {
    return this.commands.execute(new EditProfile(context, instructorId, edit, expected));
  }

  @Post('me/photo')
  @Allow('consultations.offer')
  @ApiConsumes(...IMAGES)
  @ApiOperation({ summary: 'Put a photo on my profile: it is made a square of 512 pixels, without what the file says beside its picture' })
  @Answers(201, PhotoStands, 'image-unreadable', 'image-too-large')
  showMe(@Who() who: Principal, @Body({ schema: ImageFile }) file: Uint8Array, @Context() context: CommandContext) {
    return this.commands.execute(new ChangePhoto(context, who.personId, who.personId, file));
  }

  @Post(':id/photo')
  @Allow('consultations.manage')
  @ApiConsumes(...IMAGES)
  @ApiOperation({ summary: 'Put a photo on the profile of an instructor' })
  @Answers(201, PhotoStands, 'instructor-not-found', 'image-unreadable', 'image-too-large')
  show(
    @Who() who: Principal,
    @Param('id', { schema: Id }) instructorId: Id,
    @Body({ schema: ImageFile }) file: Uint8Array,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new ChangePhoto(context, who.personId, instructorId, file));
  }

  @Delete('me/photo')
  @Allow('consultations.offer')
  @ApiOperation({ summary: 'Take the photo off my profile' })
  @Answers(200, PhotoStands)
  hideMe(@Who() who: Principal, @Context() context: CommandContext) {
    return this.commands.execute(new ChangePhoto(context, who.personId, who.personId, null));
  }

  @Delete(':id/photo')
  @Allow('consultations.manage')
  @ApiOperation({ summary: 'Take the photo off the profile of an instructor' })
  @Answers(200, PhotoStands, 'instructor-not-found')
  hide(@Who() who: Principal, @Param('id', { schema: Id }) instructorId: Id, @Context() context: CommandContext) {
    return this.commands.execute(new ChangePhoto(context, who.personId, instructorId, null));
  }
}
