import { launch } from './bootstrap/launch.mjs';

await launch('test/main.ts');
