import { allows } from '@lyceum/contracts';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { CONFIG, type Config } from '../config.ts';
import { Refused } from '../deciding/refused.ts';
import { ACCESS, BY_PASSWORD, type Access } from './access.ts';
import { Authentication } from './authentication.ts';
import { Clock } from './clock.ts';
import { Cookies } from './cookies.ts';
import { Requests } from './requests.ts';
import type { ApiRequest, Principal } from './request.ts';
import { fromOurPages } from './same-site.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The one door: says who asks and lets nobody in whom the route does not name. Routes that name nobody stay closed. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly authentication: Authentication,
    private readonly requests: Requests,
    private readonly clock: Clock,
    private readonly cookies: Cookies,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  canActivate(execution: ExecutionContext): boolean | Promise<boolean> {
    const access = Reflect.getMetadata(ACCESS, execution.getHandler()) as Access | undefined;
    if (access === undefined) throw new Refused({ code: 'not-allowed' });
    const request = execution.switchToHttp().getRequest<ApiRequest>();
    const bearer = bearerOf(request);
    const writes = !READING.has(request.method);
    if (writes && bearer === undefined && !fromOurPages(request, this.config)) throw new Refused({ code: 'cross-site' });
    const principal = Reflect.getMetadata(BY_PASSWORD, execution.getHandler())
      ? (this.byPassword(request) ?? this.byToken(request, bearer))
      : this.byToken(request, bearer);
    return principal instanceof Promise
      ? principal.then((known) => this.admit(request, access, known, writes))
      : this.admit(request, access, principal, writes);
  }

  private byToken(request: ApiRequest, bearer: string | undefined): Principal | undefined | Promise<Principal | undefined> {
    const token = bearer ?? this.cookies.read(request, 'access');
    return token ? this.authentication.principalOf(token) : undefined;
  }

  private byPassword(request: ApiRequest): Promise<Principal> | undefined {
    const [, encoded] = /^basic +([\w+/]+=*)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (encoded === undefined) return undefined;
    const [email = '', ...password] = Buffer.from(encoded, 'base64').toString().split(':');
    return this.authentication.principalBy(email, password.join(':'), request.ip ?? '');
  }

  private admit(request: ApiRequest, access: Access, principal: Principal | undefined, writes: boolean): boolean | Promise<boolean> {
    request.principal = principal;
    if (access !== 'public') {
      if (!principal) throw new Refused({ code: 'not-signed-in' });
      if (access !== 'signed-in' && !allows(principal.roles, access)) throw new Refused({ code: 'not-allowed' });
    }
    return writes ? this.prepare(request, access === 'public' ? null : (principal?.personId ?? null)) : true;
  }

  /** Says under which id, by whom and when the command of this request is given. */
  private prepare(request: ApiRequest, by: string | null): boolean | Promise<boolean> {
    const at = this.clock.now();
    const key = request.headers['idempotency-key'];
    if (typeof key === 'string') {
      return this.requests.begin(key, request, by, at).then((begun) => {
        Object.assign(request, begun);
        return true;
      });
    }
    const { correlationId } = request;
    request.context = { commandId: correlationId, correlationId, causationId: correlationId, by, at, repeated: false };
    return true;
  }
}

function bearerOf({ headers: { authorization } }: ApiRequest): string | undefined {
  if (authorization === undefined) return undefined;
  return /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
}
