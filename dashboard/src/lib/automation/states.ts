import { AUTOMATIONS, type RunState } from '@lyceum/contracts';
import { nameOf, t } from '#lib/messages/index.ts';

export const RUN_TONES: Readonly<Record<RunState, string>> = {
  waiting: 'tag-warn',
  running: 'tag-warn',
  done: 'tag-good',
  failed: 'tag-bad',
  'given-up': 'tag-bad',
  'passed-over': '',
  again: 'tag-warn',
};

/** The states that can be asked for, those that need somebody first. */
export const ASKED: readonly RunState[] = ['failed', 'given-up', 'again', 'running', 'done', 'passed-over'];

const option = (value: string, text: string) => ({ value, text });

/** The choices of a filter by automation. */
export const byAutomation = (names: readonly string[] = AUTOMATIONS) => [
  option('', t('automation.anyAutomation')),
  ...names.map((name) => option(name, nameOf('automation.name', name))),
];

export const byState = () => [option('', t('automation.anyState')), ...ASKED.map((state) => option(state, nameOf('runState', state)))];
