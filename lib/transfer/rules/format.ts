import { z } from "zod";

/** The first line of an export. Another `version` is another format; docs/data.md describes this one. */
export const headerLine = z.strictObject({
  format: z.literal("guardians-export"),
  version: z.number().int(),
  /** The product version that wrote it. */
  product: z.string().regex(/^\d+\.\d+\.\d+$/),
  /** The newest migration of the schema of the rows. */
  migration: z.string().regex(/^\d{4}_\w{1,60}$/),
  exportedAt: z.iso.datetime(),
});
export type Header = z.infer<typeof headerLine>;

export const FORMAT_VERSION = 1;

/** The start of a section: the lines after it are its rows, each a list of texts in the order of these columns. */
export const sectionLine = z.strictObject({ section: z.string(), columns: z.array(z.string()) });

/** The last line: the totals of every section, so that a truncated or altered file is detected. */
export const endLine = z.strictObject({
  end: z.array(
    z.strictObject({
      section: z.string(),
      rows: z.number().int().nonnegative(),
      sha256: z.string(),
      /** The last number from the table's sequence; null if it has none or is unused. */
      last: z.number().int().positive().nullable(),
    }),
  ),
});
export type SectionEnd = z.infer<typeof endLine>["end"][number];

/** The maximum length of a line, which is one row: documents have at most 12 MB, and a character takes at most six. */
export const LINE_LIMIT = { bytes: 128_000_000, words: "128 MB" } as const;

/** This program's version, and its migrations from the first to the newest, for comparison with a file. */
export type Own = { product: string; migrations: readonly string[] };

/** Why this version cannot import a file, with what to do; null if it can. */
export function refusalOf(header: Header, own: Own): string | null {
  const newest = own.migrations.at(-1);
  const written = `It was written by Guardians ${header.product}`;
  if (header.version > FORMAT_VERSION || isNewer(header.product, own.product)) {
    return `${written}, which is newer than this version, ${own.product}. Import it with that version.`;
  }
  if (header.version < FORMAT_VERSION)
    return `${written} in the format ${header.version}, which is no longer supported.`;
  if (header.migration === newest) return null;
  if (!own.migrations.includes(header.migration)) {
    return `${written} with the schema ${header.migration}, which this version does not know. Import it with that version.`;
  }
  return `${written} with the schema ${header.migration}; this version uses ${newest}. Start this version once on the original database to migrate it, then export again.`;
}

/** Whether a version such as 1.10.0 comes after another. */
export function isNewer(version: string, other: string): boolean {
  const others = other.split(".").map(Number);
  const differences = version.split(".").map((part, index) => Number(part) - (others[index] ?? 0));
  return (differences.find((difference) => difference !== 0) ?? 0) > 0;
}
