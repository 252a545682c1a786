import type { Id, PersonalFile } from '@lyceum/contracts';
import type { ShutFact } from '@lyceum/stores';
import type { Streams } from '../../deciding/streams.ts';
import { fileParts, files } from '../../files/file.ts';
import { imageFiles } from '../../images/image.ts';

/** All files together may have so many bytes: more is a file that nobody can open. */
const MOST = 64 * 1024 * 1024;

interface Named {
  readonly fileId: Id;
}

/** Ids of the files that a person gave, and of their photos, as facts name them. */
export function namedFiles(personId: Id, facts: readonly ShutFact[]): { readonly files: readonly Id[]; readonly photos: readonly Id[] } {
  const found = { files: new Set<Id>(), photos: new Set<Id>() };
  for (const { type, data } of facts) {
    const {
      authorId,
      files: several,
      file,
      imageId,
    } = data as { authorId?: Id; files?: readonly Named[]; file?: Named; imageId?: Id | null };
    if (authorId === personId) for (const { fileId } of [...(several ?? []), ...(file ? [file] : [])]) found.files.add(fileId);
    if (type === 'consultations.PhotoChanged.v1' && imageId) found.photos.add(imageId);
  }
  return { files: [...found.files], photos: [...found.photos] };
}

/** Files with their bytes, as long as there is room for them. @throws EventStoreUnavailable */
export async function ownFiles(streams: Streams, personId: Id, facts: readonly ShutFact[]): Promise<PersonalFile[]> {
  const named = namedFiles(personId, facts);
  const all: PersonalFile[] = [];
  let room = MOST;
  const add = async (file: Omit<PersonalFile, 'content'>, content: () => Promise<string | null>) => {
    const fits = file.size <= room;
    if (fits) room -= file.size;
    all.push({ ...file, content: fits ? await content() : null });
  };
  for (const id of named.files) {
    const { whole } = (await streams.look(files, id)).state;
    if (whole?.ownerId !== personId) continue;
    const { name, type, size } = whole;
    await add({ id, name, type, size }, async () => joined((await streams.look(fileParts, id)).state));
  }
  for (const id of named.photos) {
    const photo = (await streams.look(imageFiles, id)).state;
    if (!photo || !('personId' in photo.owner) || photo.owner.personId !== personId || photo.data === null) continue;
    const { type, data } = photo;
    await add({ id, name: null, type, size: Buffer.byteLength(data, 'base64') }, async () => data);
  }
  return all;
}

/** Parts are each in base64 of their own. */
function joined(parts: readonly (string | null)[]): string | null {
  const known = parts.filter((part) => part !== null);
  return known.length < parts.length ? null : Buffer.concat(known.map((part) => Buffer.from(part, 'base64'))).toString('base64');
}
