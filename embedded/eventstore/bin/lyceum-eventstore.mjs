#!/usr/bin/env node
// In a checkout the sources run as they are; a published package has only what was built of them.
import { existsSync } from 'node:fs';

const source = new URL('../src/main.ts', import.meta.url);
await import(existsSync(source) ? source.href : new URL('../dist/main.js', import.meta.url).href);
