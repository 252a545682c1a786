import { FollowUpDoneRequest, FollowUpKept, FollowUpRequest, Id, NoteKept, NoteRequest } from '@lyceum/contracts';
import { Body, Controller, Delete, Param, Post, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Context, SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import type { Principal } from '../../api/request.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { FollowUpStep } from './follow-up.ts';
import { OneOf, pairOf } from './pair.ts';
import { RemoveEntry } from './remove-entry.ts';
import { WriteNote } from './write-note.ts';

@ApiTags('clients')
@Controller('instructors/:id/clients/:studentId')
export class NotesController {
  constructor(private readonly commands: CommandBus) {}

  @Post('notes')
  @SignedIn()
  @ApiOperation({ summary: 'Write a note: as the instructor for whom you like, as the client for both' })
  @Answers(201, NoteKept, 'client-not-found', 'history-full')
  write(
    @Who() who: Principal,
    @Param('id', { schema: OneOf }) instructor: OneOf,
    @Param('studentId', { schema: OneOf }) student: OneOf,
    @Body({ schema: NoteRequest }) note: NoteRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new WriteNote(context, who, pairOf(who, instructor, student), note));
  }

  @Put('notes/:noteId')
  @SignedIn()
  @ApiOperation({ summary: 'Change a note of mine; what it was is kept' })
  @Answers(200, NoteKept, 'client-not-found', 'note-not-found')
  change(
    @Who() who: Principal,
    @Param('id', { schema: OneOf }) instructor: OneOf,
    @Param('studentId', { schema: OneOf }) student: OneOf,
    @Param('noteId', { schema: Id }) noteId: Id,
    @Body({ schema: NoteRequest }) note: NoteRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new WriteNote(context, who, pairOf(who, instructor, student), note, noteId));
  }

  @Delete('notes/:noteId')
  @SignedIn()
  @ApiOperation({ summary: 'Take a note of mine away' })
  @Answers(204, undefined, 'client-not-found', 'note-not-found')
  remove(
    @Who() who: Principal,
    @Param('id', { schema: OneOf }) instructor: OneOf,
    @Param('studentId', { schema: OneOf }) student: OneOf,
    @Param('noteId', { schema: Id }) noteId: Id,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new RemoveEntry(context, who, pairOf(who, instructor, student), { noteId }));
  }

  @Post('follow-ups')
  @SignedIn()
  @ApiOperation({ summary: 'Set a next step, with a date where there is one; both see it' })
  @Answers(201, FollowUpKept, 'client-not-found', 'history-full')
  set(
    @Who() who: Principal,
    @Param('id', { schema: OneOf }) instructor: OneOf,
    @Param('studentId', { schema: OneOf }) student: OneOf,
    @Body({ schema: FollowUpRequest }) step: FollowUpRequest,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new FollowUpStep(context, who, pairOf(who, instructor, student), { do: 'set', ...step }));
  }

  @Put('follow-ups/:followUpId')
  @SignedIn()
  @ApiOperation({ summary: 'Say that a next step is done, or is not after all' })
  @Answers(200, FollowUpKept, 'client-not-found', 'note-not-found')
  mark(
    @Who() who: Principal,
    @Param('id', { schema: OneOf }) instructor: OneOf,
    @Param('studentId', { schema: OneOf }) student: OneOf,
    @Param('followUpId', { schema: Id }) followUpId: Id,
    @Body({ schema: FollowUpDoneRequest }) { done }: z.infer<typeof FollowUpDoneRequest>,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new FollowUpStep(context, who, pairOf(who, instructor, student), { do: 'mark', followUpId, done }));
  }

  @Delete('follow-ups/:followUpId')
  @SignedIn()
  @ApiOperation({ summary: 'Take a next step away' })
  @Answers(200, FollowUpKept, 'client-not-found', 'note-not-found')
  drop(
    @Who() who: Principal,
    @Param('id', { schema: OneOf }) instructor: OneOf,
    @Param('studentId', { schema: OneOf }) student: OneOf,
    @Param('followUpId', { schema: Id }) followUpId: Id,
    @Context() context: CommandContext,
  ) {
    return this.commands.execute(new FollowUpStep(context, who, pairOf(who, instructor, student), { do: 'remove', followUpId }));
  }
}
