import { z } from "zod";
import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { AUTHOR_ROLES } from "#lib/threat-models/rules.ts";
import { type AttachReceipt, attachRead } from "./attach-documents.ts";
import { attachThreatModel } from "./attach-threat-model.ts";
import { lockReview, type Receipt, receiptOf } from "./change.ts";
import { documentsInput, sequence } from "./input.ts";
import { type ReadDocument, readDocuments } from "./read-documents.ts";

export const evidenceInput = {
  documents: z
    .array(z.strictObject({ name: z.string(), content: z.string() }))
    .max(50)
    .default([]),
  threatModel: z
    .strictObject({ fileName: z.string(), content: z.string(), authorRole: z.enum(AUTHOR_ROLES) })
    .nullable()
    .default(null),
};
const addEvidenceInput = z.strictObject({ sequence, ...evidenceInput });

type Wanted = z.infer<typeof addEvidenceInput>;
type Read = Omit<Wanted, "documents"> & { documents: readonly ReadDocument[] };

/** Adds documents and a threat model in one go: all of them or none. */
export async function addEvidence(ctx: Context, reviewId: number, input: unknown): Promise<AttachReceipt> {
  const wanted = parse(addEvidenceInput, input);
  return addRead(ctx, reviewId, { ...wanted, documents: await readEvidence(wanted.documents) });
}

/** The documents of somebody's evidence as they may be stored; there may be none. */
export async function readEvidence(documents: Wanted["documents"]): Promise<ReadDocument[]> {
  return documents.length === 0 ? [] : readDocuments(parse(documentsInput, { documents }).documents);
}

/** Adds evidence whose documents were read already, for a verb that adds it in its own transaction. */
export async function addRead(ctx: Context, reviewId: number, wanted: Read): Promise<AttachReceipt> {
  return transaction(ctx, async (ctx) => {
    const { row } = await lockReview(ctx, reviewId);
    let receipt: Receipt = { ...receiptOf(row), sequence: wanted.sequence };
    if (wanted.threatModel) {
      if (row.serviceId === null) throw new Invalid("An imported review takes no threat model.");
      const authorId = authorOf(wanted.threatModel.authorRole, row.guardianId);
      const author = authorId === null ? {} : { authorId };
      const model = await importThreatModel(ctx, { ...wanted.threatModel, ...author, serviceId: row.serviceId });
      receipt = await attachThreatModel(ctx, reviewId, { sequence: receipt.sequence, versionId: model.versionId });
    }
    if (wanted.documents.length > 0) return attachRead(ctx, reviewId, receipt.sequence, wanted.documents);
    return { ...receipt, takenOut: [] };
  });
}

/** A model by "the guardian" is by the guardian assigned to the review. */
export function authorOf(role: (typeof AUTHOR_ROLES)[number], guardianId: number | null): number | null {
  return role === "guardian" ? guardianId : null;
}
