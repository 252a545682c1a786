import type { Id, MailItem, MailState } from '@lyceum/contracts';

/** A message as a list shows it. */
export type MailLine = Pick<MailItem, 'mailId' | 'to' | 'subject' | 'at' | 'state' | 'tries' | 'reason'>;

/** The list after a message was written or went on: where only one state is shown, what has left it goes, and what has come to it comes. */
export function withMail(lines: readonly MailLine[], line: MailLine, state: MailState | null): readonly MailLine[] {
  const belongs = state === null || line.state === state;
  const known = lines.some(({ mailId }: { mailId: Id }) => mailId === line.mailId);
  if (!belongs) return lines.filter(({ mailId }) => mailId !== line.mailId);
  if (known) return lines.map((each) => (each.mailId === line.mailId ? { ...each, ...line } : each));
  return [line, ...lines].toSorted((a, b) => (a.at < b.at ? 1 : -1));
}
