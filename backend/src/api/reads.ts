import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { CatchUp, READS } from './catch-up.ts';

const HEADER = {
  name: 'Lyceum-Position',
  required: false,
  description: 'What a write answered: the read waits until it sees that write, at most 5 s.',
  schema: { type: 'string' as const, pattern: '^\\d{1,20}$' },
};

/** The read models that a route reads: it waits for the `Lyceum-Position` of the request and answers with the one they have reached. */
export const Reads = (...models: readonly string[]): MethodDecorator =>
  applyDecorators(SetMetadata(READS, models), UseInterceptors(CatchUp), ApiHeader(HEADER));
