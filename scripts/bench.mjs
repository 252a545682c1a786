import { launch } from './bootstrap/launch.mjs';

await launch('bench/main.ts');
