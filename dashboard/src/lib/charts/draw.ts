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
import { DASHES, POINTS } from './palette.ts';
import type { Series } from './series.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, LineController, LineElement, PointElement, Tooltip);

export type Kind = 'bar' | 'line';
export type Drawn = Chart<Kind>;

const value = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const seriesColor = (index: number): string => value(`--series-${(index % 6) + 1}`);

/** Names stand at the ends of lines and numbers on the tops of bars, so that nobody has to look back and forth to a legend. */
const labels: Plugin<Kind> = {
  id: 'directLabels',
  afterDatasetsDraw: ({ ctx, data, chartArea, getDatasetMeta, width }) => {
    ctx.save();
    ctx.font = `550 12px 'Inter Variable', sans-serif`;
    data.datasets.forEach((dataset, index) => {
      const { data: points, type } = getDatasetMeta(index);
      if (type === 'line' && data.datasets.length > 1) {
        const last = points.at(-1);
        if (!last) return;
        ctx.fillStyle = seriesColor(index);
        ctx.textAlign = 'right';
        ctx.fillText(dataset.label ?? '', Math.min(chartArea.right, width), Math.max(chartArea.top + 10, last.y - 8));
      }
      if (type === 'bar' && data.datasets.length === 1 && points.length <= 12) {
        ctx.fillStyle = value('--ink');
        ctx.textAlign = 'center';
        points.forEach((bar, at) => {
          const number = dataset.data[at];
          if (typeof number === 'number' && number !== 0) ctx.fillText(String(number), bar.x, bar.y - 6);
        });
      }
    });
    ctx.restore();
  },
};

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

function optionsOf(): NonNullable<ChartConfiguration<Kind>['options']> {
  const ticks = { color: value('--muted'), font: { family: "'Inter Variable', sans-serif", size: 12 } };
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: still ? false : { duration: 300 },
    layout: { padding: { top: 18 } },
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
    options: optionsOf(),
    plugins: [labels],
  });

/** New values, names or colours in the same chart. What `glowing` names (series, indexes) is drawn in the live colour. */
export function redraw(
  chart: Drawn,
  kind: Kind,
  names: readonly string[],
  series: readonly Series[],
  glowing: readonly (readonly number[])[],
): void {
  chart.data.labels = [...names];
  chart.data.datasets = datasetsOf(kind, series).map((dataset, index) => {
    const lit = new Set(glowing[index] ?? []);
    if (lit.size === 0) return Object.assign(chart.data.datasets[index] ?? {}, dataset, { pointBackgroundColor: dataset.borderColor });
    const colors = dataset.data.map((_, at) => (lit.has(at) ? value('--live') : seriesColor(index)));
    const look =
      kind === 'bar'
        ? { backgroundColor: colors }
        : { pointBackgroundColor: colors, pointRadius: colors.map((_, at) => (lit.has(at) ? 6 : dataset.pointRadius)) };
    return Object.assign(chart.data.datasets[index] ?? {}, dataset, look);
  });
  chart.options = optionsOf();
  chart.update();
}
