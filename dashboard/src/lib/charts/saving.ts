import { csv } from '../files/csv.ts';
import type { Series } from './series.ts';

/** What a chart shows, as it is saved. */
export interface Shown {
  readonly title: string;
  readonly axis: string;
  readonly labels: readonly string[];
  readonly series: readonly Series[];
}

/** The table behind the chart. */
export function csvOf({ axis, labels, series }: Shown): string {
  const rows = labels.map((label, at) => [label, ...series.map(({ values }) => values[at] ?? 0)]);
  return csv([[axis, ...series.map(({ name }) => name)], ...rows]);
}

/** The same for programs. */
export const jsonOf = ({ title, axis, labels, series }: Shown): string =>
  JSON.stringify({ title, axis, labels, series: series.map(({ name, values }) => ({ name, values })) }, null, 2);

/** The name of the file: the title as far as every system takes it. */
export const fileName = (title: string, kind: string): string =>
  `${title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')}.${kind}`;

const MARGIN = 24;
const HEAD = 36;

/** The chart as it stands with its title above it, on the colour of the page that it lies on. */
export function pictureOf(canvas: HTMLCanvasElement, title: string): Promise<Blob | null> {
  const ratio = window.devicePixelRatio || 1;
  const picture = document.createElement('canvas');
  picture.width = canvas.width + 2 * MARGIN * ratio;
  picture.height = canvas.height + (2 * MARGIN + HEAD) * ratio;
  const context = picture.getContext('2d');
  if (context === null) return Promise.resolve(null);
  const look = getComputedStyle(document.documentElement);
  context.fillStyle = look.getPropertyValue('--surface').trim();
  context.fillRect(0, 0, picture.width, picture.height);
  context.fillStyle = look.getPropertyValue('--ink').trim();
  context.font = `600 ${20 * ratio}px 'Source Serif 4 Variable', serif`;
  context.fillText(title, MARGIN * ratio, (MARGIN + 16) * ratio);
  context.drawImage(canvas, MARGIN * ratio, (MARGIN + HEAD) * ratio);
  return new Promise((resolve) => picture.toBlob(resolve, 'image/png'));
}
