import { launch } from './bootstrap/launch.mjs';

await launch('lyceum/main.ts');
