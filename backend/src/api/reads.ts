import type { ModelName } from '@lyceum/projections';
import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { CatchUp, READS } from './catch-up.ts';

/** The read models that a route reads: it waits for the `Lyceum-Position` of the request and answers with the one they have reached. */
export const Reads = (...models: readonly ModelName[]): MethodDecorator =>
  applyDecorators(
    SetMetadata(READS, models),
    UseInterceptors(CatchUp),
    ApiHeader({
      name: 'Lyceum-Position',
      required: false,
      description: `What a write answered: the read (of ${models.join(', ')}) waits until it sees that write, at most 5 s.`,
      schema: { type: 'string', pattern: '^(?:0|[1-9]\\d{0,19})$' },
    }),
  );
