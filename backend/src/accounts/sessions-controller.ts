import { SignedIn, SignInRequest } from '@lyceum/contracts';
import { Body, Controller, Delete, Headers, Ip, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Context, Public, Who } from '../api/access.ts';
import { Answers } from '../api/answers.ts';
import { Cookies } from '../api/cookies.ts';
import type { Principal } from '../api/request.ts';
import type { CommandContext } from '../deciding/context.ts';
import { Refused } from '../deciding/refused.ts';
import { RefreshSession } from './refresh-session.ts';
import { SignIn, type TokenPair } from './sign-in.ts';
import { SignOut } from './sign-out.ts';
import { ACCESS_SECONDS, SESSION_MS, Tokens } from './tokens.ts';

const LONGEST_DEVICE = 200;

/** Signing in and out: tokens for scripts in the answer, the same for browsers in cookies that no script can read. */
@ApiTags('accounts')
@Controller('sessions')
export class SessionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly cookies: Cookies,
    private readonly tokens: Tokens,
  ) {}

  @Post()
  @Public()
  @ApiOperation({ summary: 'Sign in' })
  @Answers(201, SignedIn, 'wrong-credentials', 'too-many-requests')
  async signIn(
    @Body({ schema: SignInRequest }) credentials: SignInRequest,
    @Context() context: CommandContext,
    @Ip() place: string,
    @Headers('user-agent') device: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    return this.give(
      response,
      await this.commands.execute(new SignIn(context, credentials, place, device?.slice(0, LONGEST_DEVICE) ?? null)),
    );
  }

  @Post('refresh')
  @Public()
  @ApiOperation({ summary: 'Exchange the refresh cookie for the next one and a fresh access token' })
  @Answers(200, SignedIn, 'session-ended')
  async refresh(
    @Context() context: CommandContext,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    try {
      return this.give(response, await this.commands.execute(new RefreshSession(context, this.cookies.read(request, 'refresh') ?? '')));
    } catch (error) {
      if (error instanceof Refused && error.refusal.code === 'session-ended') this.take(response);
      throw error;
    }
  }

  @Delete('current')
  @Public()
  @ApiOperation({ summary: 'Sign out: the session and all its tokens end' })
  @Answers(204, undefined, 'not-signed-in')
  async signOut(
    @Who() who: Principal | undefined,
    @Context() context: CommandContext,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const sessionId = who?.sessionId ?? this.tokens.readRefresh(this.cookies.read(request, 'refresh') ?? '')?.sessionId;
    if (sessionId === undefined) throw new Refused({ code: 'not-signed-in' });
    const ended = await this.commands.execute(new SignOut({ ...context, by: who?.personId ?? null }, sessionId));
    this.take(response);
    return ended;
  }

  private give(response: Response, { accessToken, refreshToken }: TokenPair): SignedIn {
    response.cookie(this.cookies.nameOf('access'), accessToken, this.cookies.options(ACCESS_SECONDS * 1000));
    response.cookie(this.cookies.nameOf('refresh'), refreshToken, this.cookies.options(SESSION_MS));
    return { accessToken, expiresIn: ACCESS_SECONDS };
  }

  private take(response: Response): void {
    const { maxAge: _, ...options } = this.cookies.options(0);
    response.clearCookie(this.cookies.nameOf('access'), options);
    response.clearCookie(this.cookies.nameOf('refresh'), options);
  }
}
