export * from './log/types.ts';
