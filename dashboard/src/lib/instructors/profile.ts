import type { EditProfileRequest } from '@lyceum/contracts';
import { fieldOf, moneyOf } from '#lib/consultations/money.ts';

/** A profile as its form holds it. */
export interface ProfileFields {
  headline: string;
  biography: string;
  subjects: string;
  languages: string[];
  price: string | number | null;
  currency: string;
  timeZone: string;
}

export const CURRENCIES = ['EUR', 'USD', 'GBP', 'UAH', 'PLN', 'CHF', 'CZK', 'SEK', 'JPY'];

/** What the form begins with; a first profile in the zone of the person. */
export const fieldsOf = (profile: EditProfileRequest | null, zone: string): ProfileFields => ({
  headline: profile?.headline ?? '',
  biography: profile?.biography ?? '',
  subjects: profile?.subjects.join(', ') ?? '',
  languages: [...(profile?.languages ?? [])],
  price: fieldOf(profile?.price ?? null),
  currency: profile?.price?.currency ?? 'EUR',
  timeZone: profile?.timeZone ?? zone,
});

export const bodyOf = ({ subjects, price, currency, ...fields }: ProfileFields): EditProfileRequest => ({
  ...fields,
  subjects: subjects
    .split(',')
    .map((subject) => subject.trim())
    .filter((subject) => subject !== ''),
  price: moneyOf(price, currency),
});
