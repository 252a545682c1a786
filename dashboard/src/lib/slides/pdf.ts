import { getDocument, GlobalWorkerOptions, type PDFPageProxy } from 'pdfjs-dist';
// oxlint-disable-next-line import/default -- with ?url it is an address
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import { PdfData } from './pdf-data.ts';

GlobalWorkerOptions.workerSrc = worker;

/** Pixels of the longer edge of a page. */
const EDGE = 1920;
/** A picture in a PDF that has more pixels than this is left out: it would take the memory of the whole browser. */
const MOST_PIXELS = 64_000_000;

/** A page as an image, and what it says. */
export interface DrawnPage {
  readonly image: Blob;
  readonly text: string;
}

export interface OpenPdf {
  readonly pages: number;
  /** `n` from 1. */
  readonly draw: (n: number) => Promise<DrawnPage>;
  readonly close: () => Promise<void>;
}

/** Why a PDF cannot be read. */
export class UnreadablePdf extends Error {
  readonly why: 'broken' | 'password';

  constructor(why: UnreadablePdf['why']) {
    super(why);
    this.why = why;
  }
}

async function textOf(page: PDFPageProxy): Promise<string> {
  const { items } = await page.getTextContent();
  const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
  return text
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n');
}

async function imageOf(page: PDFPageProxy): Promise<Blob> {
  const { width, height } = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: EDGE / Math.max(width, height) });
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.round(viewport.width), Math.round(viewport.height)];
  try {
    await page.render({ canvas, viewport }).promise;
    // Where a browser writes no WebP it writes PNG.
    const image = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/webp', 0.92));
    if (!image) throw new UnreadablePdf('broken');
    return image;
  } finally {
    [canvas.width, canvas.height] = [0, 0];
  }
}

/** Opens a PDF to be drawn page by page. @throws UnreadablePdf */
export async function openPdf(file: Blob): Promise<OpenPdf> {
  const data = new Uint8Array(await file.arrayBuffer());
  // Nothing in a file is run as a program, and nothing is fetched but by PdfData.
  const options = { isEvalSupported: false, useWorkerFetch: false, maxImageSize: MOST_PIXELS, verbosity: 0 };
  const loading = getDocument({ data, BinaryDataFactory: PdfData, ...options });
  const pdf = await loading.promise.catch(async (error: unknown) => {
    await loading.destroy();
    throw new UnreadablePdf(error instanceof Error && error.name === 'PasswordException' ? 'password' : 'broken');
  });
  const draw = async (n: number): Promise<DrawnPage> => {
    try {
      const page = await pdf.getPage(n);
      const drawn = { image: await imageOf(page), text: await textOf(page) };
      page.cleanup();
      return drawn;
    } catch (error) {
      throw error instanceof UnreadablePdf ? error : new UnreadablePdf('broken');
    }
  };
  return { pages: pdf.numPages, draw, close: () => loading.destroy() };
}
