import { type FieldProblem, Invalid } from "#lib/errors.ts";
import type { TakenDocument } from "#lib/policies/documents/take-document.ts";
import { shownName } from "#lib/policies/documents/take-out-secrets.ts";
import { takeUpload } from "#lib/policies/documents/take-upload.ts";
import type { Asker } from "#lib/processes/work-on.ts";

/** A storable document without its secrets, which `secrets` describes in words. */
export type ReadDocument = Omit<Extract<TakenDocument, { ok: true }>, "ok" | "text"> & {
  name: string;
  content: string;
};

/**
 * Reads every document, or throws Invalid with every problem of each, with line and column. Never call it in a
 * transaction, because reading is slow.
 */
export async function readDocuments(
  ctx: Asker,
  documents: { name: string; content: string }[],
): Promise<ReadDocument[]> {
  const problems: FieldProblem[] = [];
  const read: ReadDocument[] = [];
  for (const [index, { name, content }] of documents.entries()) {
    const taken = await takeUpload(ctx, name, content);
    if (taken.ok) {
      const { ok: _, text, ...rest } = taken;
      read.push({ name, content: text, ...rest });
    } else {
      const path = ["documents", index, shownName(name)];
      problems.push(...taken.problems.map((problem) => ({ ...problem, path })));
    }
  }
  const duplicate = documents.find(({ name }, index) => documents.findIndex((other) => other.name === name) !== index);
  if (duplicate)
    problems.push({ path: ["documents", shownName(duplicate.name)], message: "appears twice with the same name" });
  if (problems.length > 0) {
    throw new Invalid(
      `${documents.length === 1 ? "The document" : "A document"} could not be accepted. Nothing was attached.`,
      problems,
    );
  }
  return read;
}
