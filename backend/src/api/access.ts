import type { Permission } from '@lyceum/contracts';
import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiHeader } from '@nestjs/swagger';
import type { CommandContext } from '../deciding/context.ts';
import { Refused } from '../deciding/refused.ts';
import type { ApiRequest, Principal } from './request.ts';

export const ACCESS = 'lyceum:access';

/** Who may use a route. A route that says nothing is closed to everybody. */
export type Access = 'public' | 'signed-in' | Permission;

const signedIn = (access: Access) => applyDecorators(SetMetadata(ACCESS, access), ApiBearerAuth(), ApiCookieAuth());

/** Open to everybody, signed in or not; `@Who()` is then undefined for those who are not. */
export const Public = () => SetMetadata(ACCESS, 'public' satisfies Access);

/** Open to whoever is signed in; what they may see of it the command or query decides. */
export const SignedIn = () => signedIn('signed-in');

/** Open to those whose roles have the permission. */
export const Allow = (permission: Permission) => signedIn(permission);

export const BY_PASSWORD = 'lyceum:by-password';

/** Other systems may come with an e-mail address and a password (HTTP Basic) instead of a token. */
export const ByPassword = () => SetMetadata(BY_PASSWORD, true);

const requestOf = (execution: ExecutionContext) => execution.switchToHttp().getRequest<ApiRequest>();

/** The person who asks: `@Who() who: Principal`. */
export const Who = createParamDecorator((_: unknown, execution: ExecutionContext): Principal | undefined => requestOf(execution).principal);

/** Under which id, by whom and when a command is given: `@Context() context: CommandContext`. */
export const Context = createParamDecorator((_: unknown, execution: ExecutionContext): CommandContext => {
  const { context } = requestOf(execution);
  if (!context) throw new Error('A command context is there only behind the access guard.');
  return context;
});

const revision = createParamDecorator((_: unknown, execution: ExecutionContext): number | undefined => {
  const header = requestOf(execution).headers['if-match'];
  if (header === undefined || header === '*') return undefined;
  const [, digits] = /^"(\d{1,15})"$/.exec(header) ?? [];
  if (digits !== undefined) return Number(digits);
  const message = 'If-Match takes one revision in quotes, as an ETag gave it.';
  throw new Refused({ code: 'invalid-input', errors: [{ path: 'if-match', rule: 'format', message }] });
});

const ifMatch = ApiHeader({ name: 'If-Match', required: false, description: 'The revision (ETag) that the change is meant for.' });

/** The revision that the sender expects, or undefined: `@IfMatch() expected: number | undefined`. */
export const IfMatch = (): ParameterDecorator => (target, key, index) => {
  revision()(target, key, index);
  const descriptor = key && Object.getOwnPropertyDescriptor(target, key);
  if (descriptor) ifMatch(target, key, descriptor);
};
