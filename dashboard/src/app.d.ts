import type { CourseDetail, Me } from '@lyceum/contracts';
import type { Theme } from '#lib/layout/theme.ts';

declare global {
  namespace App {
    interface Error {
      /** The stable word of the problem, where the API gave one. */
      code?: string;
    }
    interface Locals {
      /** The browser's cookies as this request goes on with them: renewed once where the session had to be. */
      cookie: string;
      theme: Theme;
      zone: string | null;
    }
    interface PageData {
      person: Me | null;
      theme: Theme;
      zone: string;
      /** The zone that the browser told; null on its first visit. */
      readerZone: string | null;
      /** The course that the page is of. */
      course?: Pick<CourseDetail, 'you'>;
    }
  }
}
export {};
