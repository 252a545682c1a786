import type { Command } from '../command.ts';
import { backUp } from './backup.ts';
import { restore } from './restore.ts';

export const backups: readonly Command[] = [
  { name: 'backup', takes: 'DIR [--force]', about: 'Copy the data folder of an academy while it runs, on its machine', run: backUp },
  {
    name: 'restore',
    takes: 'DIR [--data DIR] [--force]',
    about: 'Put a backup into a data folder that no academy runs on',
    run: restore,
  },
];
