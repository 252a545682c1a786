import { Id, Mailbox, MailboxQuery, MailItem } from '@lyceum/contracts';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Allow } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { ownStyles } from '../../api/own-styles.ts';
import { Reads } from '../../api/reads.ts';
import { GetMail } from './get-mail.ts';
import { ListMailbox } from './list-mailbox.ts';

const Html = z.string().meta({ format: 'html' });

/**
 * A message is shown in a frame of our own page and is nobody's page: no script runs in it, nothing is fetched, no form is sent, and it is
 * of no origin. The styles that it was written with are all that it may have.
 */
const confined = (html: string): string =>
  `default-src 'none'; style-src ${ownStyles(html)}; sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'`;

@ApiTags('operations')
@Controller('operations/mailbox')
export class MailboxController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Allow('operations.read')
  @Reads('mailbox')
  @ApiOperation({ summary: 'The messages that the academy has written, the newest first' })
  @Answers(200, Mailbox)
  list(@Query({ schema: MailboxQuery }) page: MailboxQuery) {
    return this.queries.execute(new ListMailbox(page));
  }

  @Get(':id')
  @Allow('operations.read')
  @Reads('mailbox')
  @ApiOperation({ summary: 'One message' })
  @Answers(200, MailItem, 'mail-not-found')
  one(@Param('id', { schema: Id }) mailId: Id) {
    return this.queries.execute(new GetMail(mailId));
  }

  @Get(':id/html')
  @Allow('operations.read')
  @ApiProduces('text/html')
  @ApiOperation({ summary: 'The HTML of a message, to be shown in a frame' })
  @Answers(200, Html, 'mail-not-found')
  async html(@Param('id', { schema: Id }) mailId: Id, @Res() response: Response): Promise<void> {
    const html = (await this.queries.execute(new GetMail(mailId))).html ?? '';
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', confined(html));
    response.setHeader('X-Frame-Options', 'SAMEORIGIN');
    response.end(html);
  }
}
