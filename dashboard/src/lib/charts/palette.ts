/** The six series of a chart, in their order. The same values stand in look/values.css; a second sign (dash, point) tells them apart too. */
export const SERIES = {
  light: ['#0072b2', '#d55e00', '#00896a', '#a8527f', '#7a6a00', '#565f6e'],
  dark: ['#56b4e9', '#e69f00', '#3fd0a4', '#d48ab8', '#f0e442', '#a0aaba'],
} as const;
export const DASHES: readonly (readonly number[])[] = [[], [6, 4], [2, 3], [10, 4, 2, 4], [12, 6], [1, 4]];
export const POINTS = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'cross'] as const;
export type Scheme = keyof typeof SERIES;
