/** How KaTeX sets formulas of people who are not trusted: nothing that fetches, links or grows without end. */
export const TYPESETTING = { trust: false, strict: 'ignore', throwOnError: true, maxSize: 20, maxExpand: 500 } as const;
