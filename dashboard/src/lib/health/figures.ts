import { figure, t } from '#lib/messages/index.ts';
import { duration } from '#lib/time/format.ts';

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** So many bytes, in the unit in which they are a number to be read. */
export function bytes(value: number): string {
  const power = value > 0 ? Math.min(BINARY.length - 1, Math.floor(Math.log2(value) / 10)) : 0;
  const scaled = value / 1024 ** power;
  return `${figure(Number(scaled.toFixed(scaled < 10 && power > 0 ? 1 : 0)))} ${BINARY[power]}`;
}

const milliseconds = (value: number): string => t('health.ms', { n: Number(value.toFixed(value < 10 ? 1 : 0)) });
const cores = (value: number): string => t('media.cores', { n: Number(value.toFixed(2)) });

/** How each figure is written, by its name; counts as they are. */
const WRITTEN: Readonly<Record<string, (value: number) => string>> = {
  memory: bytes,
  size: bytes,
  free: bytes,
  total: bytes,
  events: bytes,
  documents: figure,
  recordings: bytes,
  uptime: duration,
  lagSeconds: (value) => t('health.seconds', { n: Number(value.toFixed(1)) }),
  answersMs: milliseconds,
  appendMs: milliseconds,
  cpu: cores,
  rate: (value) => t('rebuild.rate', { n: Math.round(value) }),
};

/** On a disk documents take bytes; in the read store they are counted. */
export const writtenFigure = (item: string, name: string, value: number | string): string =>
  typeof value === 'string' ? value : item === 'disk' ? bytes(value) : (WRITTEN[name] ?? figure)(value);

/** What is written of a figure: not what only other programs go by. */
export const isShown = (name: string, value: number | string): boolean => name !== 'head' && value !== '';
