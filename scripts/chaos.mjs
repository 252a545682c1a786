import { launch } from './bootstrap/launch.mjs';

await launch('chaos/main.ts');
