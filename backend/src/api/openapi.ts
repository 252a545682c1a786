import { Problem } from '@lyceum/contracts';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject, type SwaggerDocumentOptions } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { JSON_TYPE, PROBLEM_TYPE } from './send.ts';

type StandardSchemaConverter = NonNullable<SwaggerDocumentOptions['standardSchemaConverter']>;
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const REFERENCE = { $ref: '#/components/schemas/Problem' };
const PROBLEM = { [PROBLEM_TYPE]: { schema: REFERENCE } };

/** What any route may answer, whatever it is for. */
const COMMON = {
  input: ['400', '`invalid-input`: something in the request is not as it should be; `errors` names each field.'],
  access: ['401', '`not-signed-in`: there is no valid token.'],
  right: ['403', '`not-allowed` or `cross-site`: the right is missing, or the request came from another site.'],
  large: ['413', '`too-large`: the body is too large.'],
  media: ['415', '`unsupported-media-type`: the body is of a kind that is not understood here.'],
  reused: ['422', '`idempotency-key-reused`: the Idempotency-Key was used for another request.'],
  away: ['503', 'A store does not answer, or the read models have not caught up yet; `Retry-After` says when to try again.'],
} as const;

const KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description: 'The same key and body by the same person gives the same answer and has one effect.',
  schema: { type: 'string' as const, minLength: 1, maxLength: 200 },
};

/** A schema that takes bytes is a file; all others are turned into JSON Schema as usual. */
const fileSchema: StandardSchemaConverter = (schema) => {
  const takesBytes = schema instanceof z.ZodType && schema.safeParse(new Uint8Array()).data instanceof Uint8Array;
  return takesBytes ? { schema: { type: 'string', format: 'binary' } } : undefined;
};

/** Answers `/api/openapi.json`; made at the first asking, from the routes as they are. */
export function serveOpenApi(app: NestExpressApplication): void {
  let text: string | undefined;
  app.use('/api/openapi.json', (request: Request, response: Response, next: () => void) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      next();
      return;
    }
    text ??= JSON.stringify(openApi(app));
    response.setHeader('Content-Type', JSON_TYPE);
    response.end(text);
  });
}

/** The OpenAPI document of all routes, with what they have in common added to each. */
export function openApi(app: NestExpressApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Lyceum')
    .setDescription('The academy over HTTP. Errors are RFC 9457 problem documents with a stable `code`.')
    .setVersion('0.1.0')
    .addBearerAuth()
    .addCookieAuth('lyceum-access');
  const document = SwaggerModule.createDocument(app, builder.build(), { standardSchemaConverter: fileSchema });
  const schemas = (document.components ??= {}).schemas ?? {};
  schemas['Problem'] ??= z.toJSONSchema(Problem, { reused: 'inline' }) as (typeof schemas)[string];
  document.components.schemas = schemas;
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation) complete(operation, method !== 'get');
    }
  }
  return document;
}

function complete(operation: Operation, writes: boolean): void {
  const responses = operation.responses as Record<string, { description?: string; content?: object; headers?: object }>;
  for (const [status, response] of Object.entries(responses)) {
    if (Number(status) < 400 && writes) response.headers = { ...response.headers, ...WRITTEN };
    if (Number(status) >= 400 && JSON.stringify(response.content ?? '').includes(REFERENCE.$ref)) response.content = PROBLEM;
  }
  const add = ([status, description]: readonly [string, string]) => {
    const known = responses[status];
    if (known?.description) known.description += ` ${description}`;
    else responses[status] = { description, content: PROBLEM };
  };
  const closed = (operation.security?.length ?? 0) > 0;
  if (writes || (operation.parameters?.length ?? 0) > 0) add(COMMON.input);
  if (closed) add(COMMON.access);
  if (closed || writes) add(COMMON.right);
  if (operation.requestBody) [COMMON.large, COMMON.media].forEach(add);
  if (writes) {
    add(COMMON.reused);
    operation.parameters = [...(operation.parameters ?? []), KEY];
  }
  add(COMMON.away);
  responses['default'] = { description: 'Any other problem.', content: PROBLEM };
}

const WRITTEN = {
  'Lyceum-Position': {
    description: 'Where the facts of the write came to stand: a read that sends it back sees the write.',
    schema: { type: 'string' },
  },
  ETag: { description: 'The revision after the write, for If-Match.', schema: { type: 'string' } },
};
