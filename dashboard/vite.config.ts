import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { ownTexts } from './bundling/own-texts.ts';
import { pureSchemas } from './bundling/pure-schemas.ts';

export default defineConfig({
  // Fonts, and what pdf.js fetches, come as files: the policy below takes none that lies in a style or an address.
  build: { assetsInlineLimit: (path) => (/\.(?:woff2?|ttf)$|\/pdfjs-dist\//.test(path) ? false : undefined) },
  environments: {
    client: {
      // What a third of the pages have is one file and not sixty small ones.
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [{ name: 'common', minShareCount: 30 }],
            },
          },
        },
      },
    },
  },
  resolve: { alias: { '#pdfjs': dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json'))) } },
  plugins: [
    pureSchemas(),
    ownTexts(),
    sveltekit({
      adapter: adapter(),
      // Nothing inline runs without this answer's nonce. Pictures in lessons may come from elsewhere, scripts and styles never.
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          // The one inline style there is: SvelteKit's announcer of page changes, moved out of sight.
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:', 'https:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
});
