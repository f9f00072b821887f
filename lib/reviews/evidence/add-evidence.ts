import type { z } from "zod";
import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import type { Asker } from "#lib/processes/work-on.ts";
import { changeReview, type ReviewRow } from "#lib/reviews/change.ts";
import { type AddEvidenceInput, addEvidenceInput, documentsInput } from "#lib/reviews/input.ts";
import { importReadModel } from "#lib/threat-models/import-model.ts";
import { modelFileInput } from "#lib/threat-models/input.ts";
import { readModel } from "#lib/threat-models/read-model.ts";
import type { AuthorRole } from "#lib/threat-models/rules/model.ts";
import type { StoredModel } from "#lib/threat-models/tasks.ts";
import { type AttachReceipt, attachAll, takenOutOf } from "./attach-documents.ts";
import { recordAttached } from "./attach-threat-model.ts";
import { type ReadDocument, readDocuments } from "./read-documents.ts";
import { sealRevision } from "./seal-revision.ts";

type Evidence = Pick<z.infer<typeof addEvidenceInput>, "documents" | "threatModel">;
type ModelFile = z.infer<typeof modelFileInput> & { authorId?: number | undefined };

/** Storable evidence. */
type ReadEvidence = {
  documents: readonly ReadDocument[];
  threatModel: { file: ModelFile; model: StoredModel } | null;
};

/** Adds documents and a threat model together: all or none. */
export async function addEvidence(ctx: Context, reviewId: number, input: AddEvidenceInput): Promise<AttachReceipt> {
  const { sequence, ...evidence } = parse(addEvidenceInput, input);
  return addRead(ctx, reviewId, sequence, await readEvidence(ctx, evidence));
}

/** Someone's evidence, if any, in storable form. Never call it in a transaction, because reading is slow. */
export async function readEvidence(ctx: Asker, { documents, threatModel }: Evidence): Promise<ReadEvidence> {
  const read = documents.length === 0 ? [] : await readDocuments(ctx, parse(documentsInput, { documents }).documents);
  if (!threatModel) return { documents: read, threatModel };
  const { authorId, ...given } = threatModel;
  const file = parse(modelFileInput, given);
  return { documents: read, threatModel: { file: { ...file, authorId }, model: await readModel(ctx, file) } };
}

/** Adds already read evidence as one change, for a verb with its own transaction. */
export async function addRead(
  ctx: Context,
  reviewId: number,
  sequence: number,
  { documents, threatModel }: ReadEvidence,
): Promise<AttachReceipt> {
  const receipt = await changeReview(ctx, reviewId, "attach", sequence, async (ctx, { row }) => {
    const threatModelVersionId = threatModel ? await attachModel(ctx, row, threatModel) : row.threatModelVersionId;
    await attachAll(ctx, row, documents);
    return { threatModelVersionId, currentRevision: await sealRevision(ctx, { ...row, threatModelVersionId }) };
  });
  return { ...receipt, takenOut: takenOutOf(documents) };
}

/** Imports a model of the review's service, attaches it, and returns its version. */
async function attachModel(
  ctx: Context,
  row: ReviewRow,
  { file, model }: NonNullable<ReadEvidence["threatModel"]>,
): Promise<number> {
  if (row.serviceId === null) throw new Invalid("A threat model cannot be attached to an imported review.");
  const author = authorOf(file.authorRole, row.guardianId);
  const { versionId } = await importReadModel(ctx, { ...file, serviceId: row.serviceId }, model, author);
  await recordAttached(ctx, row, versionId);
  return versionId;
}

/** A model by "the guardian" was written by the guardian assigned to the review. */
export function authorOf(role: AuthorRole, guardianId: number | null): number | null {
  return role === "guardian" ? guardianId : null;
}
