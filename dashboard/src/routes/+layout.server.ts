import type { LayoutServerLoad } from './$types';

/** What the browser told of its reader: the colours, and the zone once it has been here. */
export const load: LayoutServerLoad = ({ locals }) => ({ theme: locals.theme, readerZone: locals.zone });
