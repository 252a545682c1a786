import { launch } from './bootstrap/launch.mjs';

await launch('screenshots/main.ts');
