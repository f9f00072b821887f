import { Invalid } from "#lib/errors.ts";
import type { Portion } from "./read-sections.ts";

/** PostgreSQL's classes of data that is no value of its type, or breaks a constraint. */
const CODES = /^2[23]/;

/** Says of rows that the database refuses where in the file they are. */
export async function refuseWhatCanNotBeKept({ section, from, lines }: Portion, write: () => Promise<void>) {
  try {
    await write();
  } catch (error) {
    const reason = refusedBy(error);
    if (reason === null) throw error;
    const where = `lines ${from} to ${from + lines.length - 1}, ${section.name}`;
    throw new Invalid(`The file can not be taken: ${where}: ${reason}.`);
  }
}

function refusedBy(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ("code" in error && typeof error.code === "string" && CODES.test(error.code)) return error.message;
  return refusedBy(error.cause);
}
