import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files of some minute, whatever their length in lines: what takes long and begins last is waited for alone. */
const LONG = [
  'tests/faults/mail.test.ts',
  'tests/faults/chaos.test.ts',
  'tests/faults/rebuild.test.ts',
  'tests/faults/webinar-stores.test.ts',
  'tests/faults/erasure.test.ts',
  'tests/e2e/looks.test.ts',
  'tests/e2e/taking-a-quiz.test.ts',
];

const place = ({ moduleId }: TestSpecification): number => {
  const at = LONG.findIndex((file) => moduleId.endsWith(file));
  return at < 0 ? LONG.length : at;
};

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}
