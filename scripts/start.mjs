import { launch } from './bootstrap/launch.mjs';

await launch('start/main.ts');
