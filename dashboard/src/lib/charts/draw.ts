import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
  Tooltip,
} from 'chart.js';
import { figure } from '#lib/messages/index.ts';
import { DASHES, POINTS } from './palette.ts';
import { places } from './places.ts';
import type { Series } from './series.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, LineController, LineElement, PointElement, Tooltip);

export type Kind = 'bar' | 'line';
export type Drawn = Chart<Kind>;

const value = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const seriesColor = (index: number): string => value(`--series-${(index % 6) + 1}`);

const LABEL = "550 12px 'Inter Variable', sans-serif";
const LINE = 15;

/** How long a change moves, in milliseconds. */
const MOVEMENT = 300;

/** Room at the right for the names of lines. */
function nameRoom(kind: Kind, series: readonly Series[]): number {
  if (kind === 'bar' || series.length < 2) return 0;
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return 0;
  context.font = LABEL;
  return Math.max(...series.map(({ name }) => context.measureText(name).width)) + 12;
}

/** Names at the ends of the lines. */
function nameLines(chart: Chart): void {
  const { ctx, data, chartArea } = chart;
  const { top, bottom, right } = chartArea;
  const ends = data.datasets.map((_, index) => chart.getDatasetMeta(index).data.at(-1)?.y ?? bottom);
  const at = places(ends, LINE, top, bottom);
  data.datasets.forEach(({ label = '' }, index) => {
    ctx.fillStyle = seriesColor(index);
    ctx.fillText(label, right + 8, (at[index] ?? bottom) + 4);
  });
}

/** Numbers on the tops of bars, as long as there is room for them; those that have a why are underlined as everywhere. */
function numberBars(chart: Chart, why: boolean): void {
  const { ctx, data } = chart;
  const bars = chart.getDatasetMeta(0).data;
  if (bars.length > 12) return;
  ctx.fillStyle = value('--ink');
  ctx.strokeStyle = value('--muted');
  ctx.lineWidth = 1.5;
  ctx.setLineDash([1.5, 2]);
  ctx.textAlign = 'center';
  bars.forEach((bar, at) => {
    const number = data.datasets[0]?.data[at];
    if (typeof number !== 'number' || number === 0) return;
    const text = figure(number);
    ctx.fillText(text, bar.x, bar.y - 8);
    if (!why) return;
    const half = ctx.measureText(text).width / 2;
    ctx.beginPath();
    ctx.moveTo(bar.x - half, bar.y - 4);
    ctx.lineTo(bar.x + half, bar.y - 4);
    ctx.stroke();
  });
}

/** Names and numbers stand where they belong, so that nobody has to look back and forth to a legend. */
const labels = (why: boolean): Plugin<Kind> => ({
  id: 'directLabels',
  afterDatasetsDraw: (chart) => {
    const { ctx, data } = chart;
    ctx.save();
    ctx.font = LABEL;
    if (chart.getDatasetMeta(0).type === 'bar') numberBars(chart, why);
    else if (data.datasets.length > 1) nameLines(chart);
    ctx.restore();
  },
});

const datasetsOf = (kind: Kind, series: readonly Series[]) =>
  series.map(({ name, values }, index) => ({
    label: name,
    data: [...values],
    backgroundColor: seriesColor(index),
    borderColor: seriesColor(index),
    borderWidth: kind === 'line' ? 2 : 0,
    borderRadius: kind === 'bar' ? 3 : 0,
    borderDash: [...(DASHES[index % 6] ?? [])],
    pointStyle: POINTS[index % 6] ?? 'circle',
    pointRadius: values.length > 40 ? 0 : 2.5,
    pointHitRadius: 12,
    maxBarThickness: 56,
  }));

/** A chart that appears stands still; only what facts change moves, and that upwards and downwards alone. */
function optionsOf(kind: Kind, series: readonly Series[], movement: number): NonNullable<ChartConfiguration<Kind>['options']> {
  const ticks = { color: value('--muted'), font: { family: "'Inter Variable', sans-serif", size: 12 } };
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: movement > 0 && !still ? { duration: movement } : false,
    animations: { x: false, width: false },
    layout: { padding: { top: 18, right: nameRoom(kind, series) } },
    interaction: { mode: 'index', intersect: false },
    plugins: {
      tooltip: {
        backgroundColor: value('--ink'),
        titleColor: value('--surface'),
        bodyColor: value('--surface'),
        cornerRadius: 8,
        displayColors: false,
      },
    },
    scales: {
      x: { grid: { display: false }, border: { color: value('--line') }, ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 16 } },
      y: {
        beginAtZero: true,
        grid: { color: value('--line') },
        border: { display: false },
        ticks: { ...ticks, precision: 0, maxTicksLimit: 6 },
      },
    },
  };
}

export const draw = (canvas: HTMLCanvasElement, kind: Kind, names: readonly string[], series: readonly Series[]): Drawn =>
  new Chart<Kind>(canvas, {
    type: kind,
    data: { labels: [...names], datasets: datasetsOf(kind, series) },
    options: optionsOf(kind, series, 0),
    plugins: [labels(series.some(({ figures }) => figures !== undefined))],
  });

/** How a chart is drawn anew: in other colours or with other room for names, and whether what changed moves to its new place. */
export interface Manner {
  readonly restyled: boolean;
  readonly moves: boolean;
}

/** New values, names or colours in the same chart. What `glowing` names (series, indexes) is drawn in the live colour. */
export function redraw(
  chart: Drawn,
  kind: Kind,
  names: readonly string[],
  series: readonly Series[],
  glowing: readonly (readonly number[])[],
  { restyled, moves }: Manner,
): void {
  chart.data.labels = [...names];
  chart.data.datasets = datasetsOf(kind, series).map((dataset, index) => {
    const lit = new Set(glowing[index] ?? []);
    if (lit.size === 0) return Object.assign(chart.data.datasets[index] ?? {}, dataset, { pointBackgroundColor: dataset.borderColor });
    const [live, usual] = [value('--live'), seriesColor(index)];
    const colors = dataset.data.map((_, at) => (lit.has(at) ? live : usual));
    const look =
      kind === 'bar'
        ? { backgroundColor: colors }
        : { pointBackgroundColor: colors, pointRadius: colors.map((_, at) => (lit.has(at) ? 6 : dataset.pointRadius)) };
    return Object.assign(chart.data.datasets[index] ?? {}, dataset, look);
  });
  // Setting them has everything worked out anew.
  if (restyled) chart.options = optionsOf(kind, series, MOVEMENT);
  chart.update(moves && glowing.length > 0 ? undefined : 'none');
}

/** The values that the pointer is above or below, the nearest first: the series of each and its index there. */
export function valuesAt(chart: Drawn, event: MouseEvent): readonly { readonly series: number; readonly index: number }[] {
  return chart
    .getElementsAtEventForMode(event, 'index', { intersect: false }, true)
    .toSorted((a, b) => Math.abs(a.element.y - event.offsetY) - Math.abs(b.element.y - event.offsetY))
    .map(({ datasetIndex, index }) => ({ series: datasetIndex, index }));
}
