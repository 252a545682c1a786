/** A logistic regression: the chance of the outcome is 1 / (1 + e^-z), where z adds `bias` and each number, less its mean and in its own deviations, times its weight. */
export interface Regression {
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  readonly weights: readonly number[];
  readonly bias: number;
}

const STEPS = 25;
const NEAR = 1e-8;

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** Solves `matrix` x = `right` for a symmetric, positive matrix (Cholesky). */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = right.length;
  const lower = Array.from({ length: n }, () => Array.from({ length: n }, () => 0));
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!;
      lower[i]![j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[j]![j]!;
    }
  const half: number[] = [];
  for (let i = 0; i < n; i++) {
    let sum = right[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i]![k]! * half[k]!;
    half[i] = sum / lower[i]![i]!;
  }
  const found = Array.from({ length: n }, () => 0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = half[i]!;
    for (let k = i + 1; k < n; k++) sum -= lower[k]![i]! * found[k]!;
    found[i] = sum / lower[i]![i]!;
  }
  return found;
}

/**
 * Fits by Newton's steps (iteratively reweighted least squares), with a penalty of `ridge` / 2 for the square of each weight, the bias free.
 * The same rows give the same numbers, whatever ran before. A number that never varies gets no weight.
 */
export function fit(rows: readonly (readonly number[])[], outcomes: readonly (0 | 1)[], ridge = 1): Regression {
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, j) => j);
  const means = columns.map((j) => rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length);
  const deviations = columns.map((j) => Math.sqrt(rows.reduce((sum, row) => sum + (row[j]! - means[j]!) ** 2, 0) / rows.length));
  const scaled = rows.map((row) => scale(row, means, deviations));
  let beta = Array.from({ length: width + 1 }, () => 0);
  for (let step = 0; step < STEPS; step++) {
    const gradient = beta.map((value, j) => (j === 0 ? 0 : -ridge * value));
    const hessian = beta.map((_, i) => beta.map((__, j) => (i === j ? (i === 0 ? 1e-9 : ridge) : 0)));
    for (const [at, row] of scaled.entries()) {
      const chance = sigmoid(beta.reduce((sum, value, j) => sum + value * (j === 0 ? 1 : row[j - 1]!), 0));
      const [miss, weight] = [outcomes[at]! - chance, chance * (1 - chance)];
      for (let i = 0; i <= width; i++) {
        const x = i === 0 ? 1 : row[i - 1]!;
        if (x === 0) continue;
        gradient[i]! += miss * x;
        const line = hessian[i]!;
        for (let j = 0; j <= i; j++) line[j]! += weight * x * (j === 0 ? 1 : row[j - 1]!);
      }
    }
    for (let i = 0; i <= width; i++) for (let j = i + 1; j <= width; j++) hessian[i]![j] = hessian[j]![i]!;
    const change = solve(hessian, gradient);
    beta = beta.map((value, j) => value + change[j]!);
    if (Math.max(...change.map(Math.abs)) < NEAR) break;
  }
  return { means, deviations, weights: beta.slice(1), bias: beta[0] ?? 0 };
}

function scale(row: readonly number[], means: readonly number[], deviations: readonly number[]): number[] {
  return row.map((value, j) => (deviations[j]! > 1e-9 ? (value - means[j]!) / deviations[j]! : 0));
}

/** What each number of a row adds to z. */
export const contributions = ({ means, deviations, weights }: Regression, row: readonly number[]): readonly number[] =>
  scale(row, means, deviations).map((value, j) => value * weights[j]!);

/** The chance of the outcome. */
export const chanceOf = (model: Regression, row: readonly number[]): number =>
  sigmoid(model.bias + contributions(model, row).reduce((sum, part) => sum + part, 0));
