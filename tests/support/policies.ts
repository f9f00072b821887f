import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { blobs, reviewRevisions, reviews } from "#db/schema/index.ts";
import { emptyIntake } from "#lib/intake/rules/intake.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { NOW } from "./actors.ts";

export const READ_ONE_BUCKET = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: [{ Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" }],
  },
  null,
  2,
);

export const ESCALATES = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: [
      { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" },
      { Sid: "Roles", Effect: "Allow", Action: "iam:*", Resource: "*" },
    ],
  },
  null,
  2,
);

export function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A submitted review with a sealed first revision that holds these documents, without a run. */
export async function addSealedReview(
  db: Db,
  parts: { serviceId: number; teamId: number; tier?: Tier; documents: { name: string; text: string }[] },
): Promise<number> {
  const { serviceId, teamId, tier = "medium", documents } = parts;
  const [review] = await db
    .insert(reviews)
    .values({
      title: "Nightly export",
      state: "submitted",
      serviceId,
      teamId,
      tier,
      intake: emptyIntake(),
      createdAt: NOW,
      updatedAt: NOW,
    })
    .returning({ id: reviews.id });
  if (!review) throw new Error("The insert gave no id back");
  await sealRevision(db, review.id, 1, documents);
  return review.id;
}

/** One more revision of a review. */
export async function sealRevision(
  db: Db,
  reviewId: number,
  number: number,
  documents: { name: string; text: string }[],
): Promise<void> {
  for (const { text } of documents) {
    const row = { sha256: sha256Of(text), content: text, bytes: Buffer.byteLength(text), createdAt: NOW };
    await db.insert(blobs).values(row).onConflictDoNothing();
  }
  const artefacts = documents.map(({ name, text }) => ({ name, sha256: sha256Of(text), addedById: null }));
  const evidence = { artefacts, threatModelVersionId: null, threatModelSha256: null, intake: emptyIntake() };
  await db.insert(reviewRevisions).values({ reviewId, number, digest: `r${number}`, evidence, sealedAt: NOW });
  await db.update(reviews).set({ currentRevision: number }).where(eq(reviews.id, reviewId));
}
