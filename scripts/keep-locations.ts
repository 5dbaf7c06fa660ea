import { relative } from 'node:path';

/**
 * A plugin of the bundler: files that lie beside a module (migrations, media types, PostgreSQL's programs) are found from where the
 * module was before it was bundled into the folder `out`.
 */
export function keepLocations(
  out: string,
  isMeant: (id: string) => boolean = () => true,
): { name: string; transform(code: string, id: string): string | null } {
  return {
    name: 'keep-locations',
    transform(code, id) {
      if (!code.includes('import.meta.url') || !isMeant(id)) return null;
      const place = JSON.stringify(relative(out, id).replaceAll('\\', '/'));
      return code.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`);
    },
  };
}
