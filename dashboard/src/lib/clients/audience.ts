import type { Audience, ClientHistory } from '@lyceum/contracts';
import { t } from '#lib/messages/index.ts';

const named = (name: string | null): string => name ?? t('person.forgotten');

/** Whom a note is for, as its reader says it. */
export function audienceInWords(audience: Audience, { as, instructor, student }: ClientHistory): string {
  if (audience === 'own') return t('clients.forMe');
  if (audience === 'history') return as === 'granted' ? t('clients.forLetIn') : t('clients.forFollowers');
  if (as === 'student') return t('clients.forBoth', { other: named(instructor.name) });
  return as === 'instructor' ? t('clients.forBoth', { other: named(student.name) }) : t('clients.forTheTwo');
}
