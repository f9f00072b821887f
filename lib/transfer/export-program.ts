import { createHash } from "node:crypto";
import type { Db } from "#db/client.ts";
import { snapshot } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { ownVersion } from "./own-version.ts";
import { lastNumber, readSection, settleText } from "./read-section.ts";
import { FORMAT_VERSION, type Header, type SectionEnd } from "./rules/format.ts";
import { PROGRAM, type Section } from "./sections.ts";

export type Exported = { tables: number; rows: number };

/**
 * Writes the whole program as lines from one snapshot. The export is recorded before the first line, so that it
 * contains its own record. `write` applies backpressure; its output counts only once this function returns.
 */
export async function exportProgram(
  ctx: Context,
  write: (text: AsyncIterable<string>) => Promise<void>,
): Promise<Exported> {
  ensure(may(ctx.actor, "program.transfer", null));
  return snapshot(ctx, async (ctx) => {
    const subject = { kind: "program", id: 1 } as const;
    await record(ctx, { type: "data.exported", subject, data: { what: "program", format: "json", count: 1 } });
    const done: SectionEnd[] = [];
    await write(textOf(ctx, PROGRAM, done));
    const tables = PROGRAM.filter(({ kind }) => kind === "rows").map(({ name }) => name);
    const rows = done.filter(({ section }) => tables.includes(section)).reduce((sum, { rows }) => sum + rows, 0);
    return { tables: tables.length, rows };
  });
}

/** The text of an export, some lines at a time. Adds the totals of each section to `done`. */
export async function* textOf({ db, now }: Context, sections: readonly Section[], done: SectionEnd[]) {
  const { product, migrations } = ownVersion();
  const header: Header = {
    format: "guardians-export",
    version: FORMAT_VERSION,
    product,
    migration: migrations.at(-1) ?? "",
    exportedAt: now.toISOString(),
  };
  yield `${JSON.stringify(header)}\n`;
  await settleText(db);
  for (const section of sections) {
    yield `${JSON.stringify({ section: section.name, columns: section.columns.map(({ name }) => name) })}\n`;
    done.push(yield* sectionText(db, section));
  }
  yield `${JSON.stringify({ end: done })}\n`;
}

async function* sectionText(db: Db, section: Section): AsyncGenerator<string, SectionEnd> {
  const hash = createHash("sha256");
  let rows = 0;
  for await (const lines of readSection(db, section)) {
    const text = `${lines.join("\n")}\n`;
    hash.update(text);
    rows += lines.length;
    yield text;
  }
  return { section: section.name, rows, sha256: hash.digest("hex"), last: await lastNumber(db, section) };
}
