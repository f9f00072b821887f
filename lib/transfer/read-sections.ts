import { createHash, type Hash } from "node:crypto";
import { Invalid } from "#lib/errors.ts";
import { endLine, type SectionEnd, sectionLine } from "./rules/format.ts";
import type { Section } from "./sections.ts";

/** Rows of one section, with the line number of the first. */
export type Portion = { section: Section; from: number; lines: string[] };

type Open = Portion & { columns: number; bytes: number; rows: number; hash: Hash };

/** Maximum held at a time. */
const HELD_BYTES = 2_000_000;
const HELD_ROWS = 1_000;

/**
 * The rows of an export in portions, checked to be lists of texts, then compared with its end line. Throws Invalid at
 * the first line that was altered, or if the file ends early.
 */
export async function* readSections(
  lines: AsyncIterable<string>,
  sections: readonly Section[],
): AsyncGenerator<Portion | { ends: SectionEnd[] }> {
  const found: Omit<SectionEnd, "last">[] = [];
  let open: Open | null = null;
  let ends: SectionEnd[] | null = null;
  let number = 1;
  for await (const line of lines) {
    number += 1;
    if (ends) throw wrong(number, "there is data after the end");
    if (open && line.startsWith("[")) {
      addRow(open, line, number);
      if (open.bytes >= HELD_BYTES || open.lines.length >= HELD_ROWS) yield taken(open);
      continue;
    }
    if (open?.lines.length) yield taken(open);
    if (open) found.push(closed(open));
    open = null;
    const said = parsed(line, number);
    if (typeof said === "object" && said !== null && "end" in said) ends = checkedEnds(said, found, sections, number);
    else open = opened(said, sections[found.length], number);
  }
  if (!ends) throw new Invalid(`The file is incomplete: it stops after line ${number}, before its end.`);
  yield { ends };
}

function addRow(open: Open, line: string, number: number): void {
  const row = parsed(line, number);
  const isText = (value: unknown) => value === null || typeof value === "string";
  if (!Array.isArray(row) || row.length !== open.columns || !row.every(isText)) {
    throw wrong(number, `this is not a row of ${open.section.name}`);
  }
  if (open.lines.length === 0) open.from = number;
  open.lines.push(line);
  open.bytes += line.length;
  open.rows += 1;
  open.hash.update(line).update("\n");
}

/** Returns the held rows and releases them. */
function taken(open: Open): Portion {
  const { section, from, lines } = open;
  open.lines = [];
  open.bytes = 0;
  return { section, from, lines };
}

function opened(said: unknown, section: Section | undefined, number: number): Open {
  const head = sectionLine.safeParse(said);
  if (!head.success) throw wrong(number, "this is neither a row nor a table header");
  const { section: name, columns } = head.data;
  if (name !== section?.name)
    throw wrong(number, `“${name}” is not the expected table here: ${section?.name ?? "the end"}`);
  const known = section.columns.map((column) => column.name);
  if (columns.join() !== known.join()) {
    const strange = columns.find((column) => !known.includes(column));
    throw wrong(
      number,
      strange ? `${name} has no column “${strange}”` : `the columns of ${name} must be ${known.join(", ")}`,
    );
  }
  const hash = createHash("sha256");
  return { section, columns: columns.length, from: number, lines: [], bytes: 0, rows: 0, hash };
}

function closed({ section, rows, hash }: Open): Omit<SectionEnd, "last"> {
  return { section: section.name, rows, sha256: hash.digest("hex") };
}

function checkedEnds(
  said: unknown,
  found: readonly Omit<SectionEnd, "last">[],
  sections: readonly Section[],
  number: number,
): SectionEnd[] {
  const missing = sections[found.length];
  if (missing) throw wrong(number, `the table ${missing.name} is missing`);
  const read = endLine.safeParse(said);
  if (!read.success) throw wrong(number, "this is not the end of an export");
  const { end } = read.data;
  const other = found.find(({ section, rows, sha256 }, index) => {
    const stated = end[index];
    return stated?.section !== section || stated.rows !== rows || stated.sha256 !== sha256;
  });
  if (other || end.length !== found.length) {
    throw new Invalid(
      `The file was changed or damaged: ${other?.section ?? "its end"} does not match the summary at its end.`,
    );
  }
  return end;
}

function parsed(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw wrong(number, "this is not JSON");
  }
}

function wrong(line: number, what: string): Invalid {
  return new Invalid(`The file cannot be imported: line ${line}: ${what}.`);
}
