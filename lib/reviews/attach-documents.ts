import { and, eq, isNull } from "drizzle-orm";
import { blobs, reviewArtefacts } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { type FieldProblem, Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { readDocument } from "#lib/policies/rules/read-document.ts";
import { problemsWithoutSecrets, shownName, takeOutSecrets } from "#lib/policies/take-out-secrets.ts";
import { changeReview, type Receipt, type ReviewRow } from "./change.ts";
import { attachInput } from "./input.ts";
import { sealRevision, sha256 } from "./seal-revision.ts";

type Document = {
  name: string;
  content: string;
  format: "policy" | "cloudformation" | "terraform-plan";
  language: "json" | "yaml";
  policies: number;
  secrets: string[];
};

/** What was taken out of a document before it was stored, so that whoever sent it knows. */
export type TakenOut = { document: string; words: string };
export type AttachReceipt = Receipt & { takenOut: TakenOut[] };

/**
 * Attaches policies and templates: all of them or none. A document with the name of an attached one takes its place. Secrets
 * are taken out before anything is stored.
 */
export async function attachDocuments(ctx: Context, reviewId: number, input: unknown): Promise<AttachReceipt> {
  const { sequence, documents } = parse(attachInput, input);
  const read = readAll(documents);
  const takenOut = read.flatMap(({ name, secrets }) => secrets.map((words) => ({ document: name, words })));
  const receipt = await changeReview(ctx, reviewId, "attach", sequence, async (ctx, { row }) => {
    for (const document of read) await attach(ctx, row, document);
    return { currentRevision: await sealRevision(ctx, row) };
  });
  return { ...receipt, takenOut };
}

/** Reads every document, or Invalid with every problem of every one and its line and column. */
function readAll(documents: { name: string; content: string }[]): Document[] {
  const problems: FieldProblem[] = [];
  const read: Document[] = [];
  documents.forEach(({ name, content }, index) => {
    const reading = readDocument(name, content);
    if (reading.ok) {
      const { format, language, policies } = reading;
      const redacted = takeOutSecrets(content, name);
      if (redacted.ok) {
        const { text, secrets } = redacted;
        read.push({ name, content: text, format, language, policies: policies.length, secrets });
      } else {
        const { message, line } = redacted;
        problems.push({ path: ["documents", index, shownName(name)], message, line });
      }
      return;
    }
    for (const problem of problemsWithoutSecrets(name, content, reading.problems)) {
      problems.push({ ...problem, path: ["documents", index, shownName(name)] });
    }
  });
  const duplicate = documents.find(({ name }, index) => documents.findIndex((other) => other.name === name) !== index);
  if (duplicate)
    problems.push({ path: ["documents", shownName(duplicate.name)], message: "is given twice under the same name" });
  if (problems.length > 0) {
    throw new Invalid(
      `${documents.length === 1 ? "The document" : "A document"} could not be taken. Nothing was attached.`,
      problems,
    );
  }
  return read;
}

async function attach(ctx: Context, row: ReviewRow, document: Document): Promise<void> {
  const digest = sha256(document.content);
  const personId = personOf(ctx.actor)?.personId ?? null;
  const here = and(
    eq(reviewArtefacts.reviewId, row.id),
    eq(reviewArtefacts.name, document.name),
    isNull(reviewArtefacts.removedAt),
  );
  const [present] = await ctx.db.select({ sha256: reviewArtefacts.sha256 }).from(reviewArtefacts).where(here);
  if (present?.sha256 === digest) return;
  const bytes = Buffer.byteLength(document.content);
  await ctx.db
    .insert(blobs)
    .values({ sha256: digest, content: document.content, bytes, createdAt: ctx.now })
    .onConflictDoNothing();
  await ctx.db.update(reviewArtefacts).set({ removedAt: ctx.now, removedById: personId }).where(here);
  const { name, format, language, policies } = document;
  const [artefact] = await ctx.db
    .insert(reviewArtefacts)
    .values({
      reviewId: row.id,
      name,
      format,
      language,
      policies,
      sha256: digest,
      addedById: personId,
      addedAt: ctx.now,
    })
    .returning({ id: reviewArtefacts.id });
  await record(ctx, {
    type: "review.artefact-attached",
    subject: { kind: "review", id: row.id },
    data: { artefactId: artefact?.id ?? 0, sha256: digest },
  });
}
