import { Problem, REFUSALS, type RefusalCode } from '@lyceum/contracts';
import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

/**
 * What a route answers, for the router and for OpenAPI alike: the status of success, the schema of its body (none: empty) and the refusals
 * that are its own. What any route may refuse (400, 401, 403, 429, 503 …) is added to all of them.
 */
export function Answers(status: 200 | 201 | 204, schema?: z.ZodType, ...refusals: readonly RefusalCode[]): MethodDecorator {
  const byStatus = Map.groupBy(refusals, (code) => REFUSALS[code][0]);
  const problems = [...byStatus].map(([refused, codes]) =>
    ApiResponse({
      status: refused,
      description: codes.map((code) => `\`${code}\`: ${REFUSALS[code][1]}.`).join(' '),
      standardSchema: Problem,
    }),
  );
  const success = ApiResponse({ status, description: 'Done.', ...(schema && { standardSchema: schema }) });
  return applyDecorators(HttpCode(status), success, ...problems);
}
