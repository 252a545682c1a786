import { CalendarConnected, GoogleAnswer, GoogleConsent } from '@lyceum/contracts';
import { Body, Controller, Inject, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Context, SignedIn, Who } from '../../../api/access.ts';
import { Answers } from '../../../api/answers.ts';
import type { Principal } from '../../../api/request.ts';
import { CONFIG, type Config } from '../../../config.ts';
import type { CommandContext } from '../../../deciding/context.ts';
import { Refused } from '../../../deciding/refused.ts';
import { publicAddress } from '../../../mail/writing/public-address.ts';
import { ConnectCalendar } from '../connect-calendar.ts';
import { notReached } from '../not-reached.ts';
import { OpenCalendars } from '../open-calendars.ts';
import { Consent } from './consent.ts';
import { tokensFor } from './google-api.ts';

@ApiTags('calendars')
@Controller('me/calendars/google')
export class GoogleController {
  /** The page that Google sends the browser back to. */
  private readonly back: URL;

  constructor(
    private readonly commands: CommandBus,
    private readonly calendars: OpenCalendars,
    private readonly consent: Consent,
    @Inject(CONFIG) config: Config,
  ) {
    this.back = new URL('/settings/calendars/google', publicAddress(config));
  }

  @Post('consent')
  @SignedIn()
  @ApiOperation({ summary: 'Where Google asks me whether this academy may see and write my calendar' })
  @Answers(200, GoogleConsent, 'google-not-configured')
  ask(@Who() { personId }: Principal): z.infer<typeof GoogleConsent> {
    return { url: this.consent.address(this.client, personId, this.back).href };
  }

  @Post()
  @SignedIn()
  @ApiOperation({ summary: 'What Google sent me back with: connects my calendar there' })
  @Answers(201, CalendarConnected, 'google-not-configured', 'consent-not-given', 'calendar-not-reached', 'too-many-calendars')
  async connect(
    @Who() { personId }: Principal,
    @Body({ schema: GoogleAnswer }) { state, code }: z.infer<typeof GoogleAnswer>,
    @Context() context: CommandContext,
  ) {
    const { client } = this;
    if (code === undefined || !this.consent.isOf(state, personId)) throw new Refused({ code: 'consent-not-given' });
    const grant = { grant_type: 'authorization_code', code, redirect_uri: this.back.href, code_verifier: this.consent.verifier(state) };
    const { refresh_token: secret } = await tokensFor(client, grant).catch(notReached);
    if (secret === undefined) throw new Refused({ code: 'consent-not-given' });
    const calendar = { kind: 'google' as const, name: 'Google Calendar', address: 'primary', username: 'me', secret };
    return this.commands.execute(new ConnectCalendar(context, personId, calendar));
  }

  private get client() {
    if (this.calendars.google === null) throw new Refused({ code: 'google-not-configured' });
    return this.calendars.google;
  }
}
