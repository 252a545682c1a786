export * from './log/types.ts';
export * from './log/derived-id.ts';
