import { launch } from './bootstrap/launch.mjs';

await launch('dev/main.ts');
