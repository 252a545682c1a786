import { launch } from './bootstrap/launch.mjs';

await launch('check/main.ts');
