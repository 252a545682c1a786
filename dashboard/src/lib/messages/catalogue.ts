/** A text of the interface: plain, or one form for each plural category of its language, chosen by `n`. `{name}` is a value. */
export type Message = string | Plural;
export type Plural = { readonly [Category in Intl.LDMLPluralRule]?: string } & { readonly other: string };
export type Value = string | number;

/** The same keys in another language: its plurals may have more or fewer forms. */
export type CatalogueLike<Source> = { readonly [Key in keyof Source]: Source[Key] extends string ? string : Plural };

type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type FormsOf<M> = M extends string ? M : M[keyof M];
type NeededBy<M> = M extends string ? Names<M> : Names<FormsOf<M>> | 'n';

/** The values a message needs: `n`, which chooses a plural form, is a number. */
export type ValuesOf<M> = { [Name in NeededBy<M>]: Name extends 'n' ? number : Value };
export type ArgumentsOf<M> = [NeededBy<M>] extends [never] ? [] : [values: ValuesOf<M>];

/** Puts values into the texts of one catalogue; numbers are written as the language writes them. */
export function translator<Catalogue extends { readonly [Key in keyof Catalogue]: Message }>(language: string, catalogue: Catalogue) {
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  return <Key extends keyof Catalogue>(key: Key, ...[values]: ArgumentsOf<Catalogue[Key]>): string => {
    const message: Message = catalogue[key];
    const given: Readonly<Record<string, Value>> = values ?? {};
    const text = typeof message === 'string' ? message : (message[plurals.select(Number(given.n))] ?? message.other);
    return text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = given[name];
      return typeof value === 'number' ? numbers.format(value) : (value ?? '');
    });
  };
}
