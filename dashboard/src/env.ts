import { defineEnvVars } from '@sveltejs/kit/env';

export const variables = defineEnvVars({
  BACKEND_URL: {
    schema: (value) => value ?? 'http://127.0.0.1:3000',
    description: 'Where the API answers, for pages rendered on the server.',
  },
});
