import { endWith, Failure } from '../bootstrap/failure.mjs';
import { Academy } from './academy.ts';
import { find, help } from './commands.ts';
import { readArguments } from './arguments.ts';

/** What the command line ends with. 1: it was refused, failed or could not be asked; 2: it was called wrongly; else what a command says. */
try {
  const { words, flags } = readArguments(process.argv.slice(2));
  const found = find(words);
  if (!found || flags.help) {
    const wrong = !found && words.length > 0 && !flags.help;
    if (wrong) throw new Failure(`"${words.join(' ')}" is no command`, help(), 2);
    process.stdout.write(`${help(found?.command)}\n`);
  } else {
    // Not every command asks the academy.
    const call = {
      get academy() {
        return Academy.of(process.env);
      },
      words: found.rest,
      flags,
    };
    process.exitCode = await found.command.run(call);
  }
} catch (error) {
  endWith(error);
}
