import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { requeueRuns } from "#lib/policies/runs/requeue-runs.ts";
import { settleText } from "./read-section.ts";
import { type Portion, readSections } from "./read-sections.ts";
import type { SectionEnd } from "./rules/format.ts";
import { PROGRAM, type Section } from "./sections.ts";
import { filledTables, holdTables, numberOn, writeRows } from "./write-section.ts";

/** PostgreSQL's error classes for invalid values and violated constraints. */
const CODES = /^2[23]/;

/** Reports where in the file the rows are that the database refuses. */
async function refuseWhatCanNotBeKept({ section, from, lines }: Portion, write: () => Promise<void>) {
  try {
    await write();
  } catch (error) {
    const reason = refusedBy(error);
    if (reason === null) throw error;
    const where = `lines ${from} to ${from + lines.length - 1}, ${section.name}`;
    throw new Invalid(`The file cannot be imported: ${where}: ${reason}.`);
  }
}

function refusedBy(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ("code" in error && typeof error.code === "string" && CODES.test(error.code)) return error.message;
  return refusedBy(error.cause);
}

/** How many rows were imported, in all tables. */
export type Imported = { rows: number };

/**
 * Imports the lines of an export after its header into a database without a program: all of them or nothing. Unfinished
 * checks are queued again.
 */
export async function importProgram(ctx: Context, lines: AsyncIterable<string>): Promise<Imported> {
  ensure(may(ctx.actor, "program.transfer", null));
  return transaction(ctx, async (ctx) => {
    await holdTables(ctx.db, PROGRAM);
    const filled = await filledTables(ctx.db, PROGRAM);
    if (filled.length > 0) throw new Conflict(inUse(filled));
    const rows = await takeLines(ctx, lines, PROGRAM);
    await requeueRuns(ctx);
    await record(ctx, { type: "data.imported", subject: { kind: "program", id: 1 }, data: { rows } });
    return { rows };
  });
}

/** Writes the sections of a file, and returns how many rows their tables have now. */
export async function takeLines({ db }: Context, lines: AsyncIterable<string>, sections: readonly Section[]) {
  await settleText(db);
  let ends: SectionEnd[] = [];
  for await (const part of readSections(lines, sections)) {
    if ("ends" in part) ends = part.ends;
    else await refuseWhatCanNotBeKept(part, () => writeRows(db, part.section, part.lines));
  }
  let rows = 0;
  for (const [index, section] of sections.entries()) {
    const end = ends[index];
    if (section.kind === "rows") rows += end?.rows ?? 0;
    await numberOn(db, section, end?.last ?? null);
  }
  return rows;
}

function inUse(filled: readonly string[]): string {
  const more = filled.length > 5 ? " and others" : "";
  return `The database is not empty: it has data in ${filled.slice(0, 5).join(", ")}${more}. Import into a new database; data is never merged.`;
}
