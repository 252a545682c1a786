import {
  DEFAULT_COLUMN,
  lineOf,
  settingsOf,
  type Gradebook,
  type GradebookCells,
  type GradebookColumn,
  type GradingSettings,
  type Id,
} from '@lyceum/contracts';

/** A number while it is being typed. */
type Typed = number | string | null;

/** The settings of a gradebook while they are being written: numbers may be empty, an empty category is none. */
export interface SettingsFields {
  total: GradingSettings['total'];
  categories: { categoryId: Id; title: string; weight: Typed; dropLowest: Typed }[];
  columns: { id: Id; title: string; categoryId: Id | ''; weight: Typed; hidden: boolean }[];
  missing: GradingSettings['missing'];
  late: { perDay: Typed; most: Typed };
  letters: { letter: string; from: Typed }[];
}

export function settingsFields(settings: GradingSettings, columns: readonly GradebookColumn[]): SettingsFields {
  const { total, categories, missing, late, letters } = settings;
  return {
    total,
    categories: categories.map((category) => ({ ...category })),
    columns: columns.map(({ id, title }) => {
      const { categoryId, weight, hidden } = settingsOf(settings, id);
      return { id, title, categoryId: categoryId ?? '', weight, hidden };
    }),
    missing,
    late: { ...late },
    letters: letters.map((one) => ({ ...one })),
  };
}

/** What was left empty is not a number; the API says so beside the field. */
const numberOf = (value: Typed): number => (value === null || value === '' ? Number.NaN : Number(value));

const isDefault = ({ categoryId, weight, hidden }: GradingSettings['columns'][string]): boolean =>
  categoryId === DEFAULT_COLUMN.categoryId && weight === DEFAULT_COLUMN.weight && hidden === DEFAULT_COLUMN.hidden;

/** The settings that the fields say. What `former` has of columns that are not shown stays, as far as its category does. */
export function settingsFrom(fields: SettingsFields, former: GradingSettings): GradingSettings {
  const { total, categories, columns, missing, late, letters } = fields;
  const known = new Set(categories.map(({ categoryId }) => categoryId));
  const within = (categoryId: Id | null) => (categoryId !== null && known.has(categoryId) ? categoryId : null);
  const kept = Object.entries(former.columns).map(([id, one]) => [id, { ...one, categoryId: within(one.categoryId) }] as const);
  const own = columns
    .map(({ id, categoryId, weight, hidden }) => [id, { categoryId: within(categoryId), weight: numberOf(weight), hidden }] as const)
    .filter(([id, one]) => id in former.columns || !isDefault(one));
  return {
    total,
    categories: categories.map(({ categoryId, title, weight, dropLowest }) => ({
      categoryId,
      title,
      weight: numberOf(weight),
      dropLowest: numberOf(dropLowest),
    })),
    columns: Object.fromEntries([...kept, ...own]),
    missing,
    late: { perDay: numberOf(late.perDay), most: numberOf(late.most) },
    letters: letters.map(({ letter, from }) => ({ letter, from: numberOf(from) })),
  };
}

/** The same settings with one column hidden or released. */
export const withHidden = (settings: GradingSettings, columnId: Id, hidden: boolean): GradingSettings => ({
  ...settings,
  columns: { ...settings.columns, [columnId]: { ...settingsOf(settings, columnId), hidden } },
});

/** Letters as most schools have them. */
export const USUAL_LETTERS: GradingSettings['letters'] = [
  { letter: 'A', from: 90 },
  { letter: 'B', from: 80 },
  { letter: 'C', from: 70 },
  { letter: 'D', from: 60 },
  { letter: 'F', from: 0 },
];

/** A student's line as other settings would make it of the grades that are there. */
export function exampleOf(
  columns: readonly GradebookColumn[],
  { grades, attended }: Pick<Gradebook['rows'][number], 'grades' | 'attended'>,
  settings: GradingSettings,
  now: string,
): GradebookCells {
  const given = Object.entries(grades).flatMap(([id, grade]) => (grade ? [[id, grade] as const] : []));
  const overrides = Object.fromEntries(given.flatMap(([id, { override }]) => (override ? [[id, override] as const] : [])));
  const attempts = Object.fromEntries(
    given
      .filter(([id, { override }]) => override === null && !(id in attended))
      .map(([id, { score, lateOff, lateSeconds, maxScore, attemptId, pending, at }]) => [
        id,
        [{ attemptId: attemptId ?? id, score: score + lateOff, maxScore, lateSeconds, pending, at }],
      ]),
  );
  return lineOf(columns, { attempts, overrides, attended }, settings, now);
}
