import type { Db } from "#db/client.ts";
import { events, exceptions, findings, people, reviews } from "#db/schema/index.ts";
import { emptyIntake } from "#lib/intake/rules/intake.ts";

type NewReview = Partial<typeof reviews.$inferInsert> & {
  /** ISO instants of first submit and first decision; without a decision the review is open. */
  submitted: string;
  decided?: string;
};

/** A review that was submitted, as its row stands: approved where it has a decision. Without a service it is of no team. */
export async function addSubmitted(db: Db, { submitted, decided, ...parts }: NewReview): Promise<number> {
  const submittedAt = new Date(submitted);
  const decidedAt = decided ? new Date(decided) : null;
  const [row] = await db
    .insert(reviews)
    .values({
      title: "Payments export",
      state: decidedAt ? "approved" : "in_review",
      intake: emptyIntake(),
      tier: "medium",
      createdAt: submittedAt,
      updatedAt: decidedAt ?? submittedAt,
      firstSubmittedAt: submittedAt,
      firstDecidedAt: decidedAt,
      decidedAt,
      ...parts,
    })
    .returning({ id: reviews.id });
  if (!row) throw new Error("The insert gave no id back");
  return row.id;
}

/** A medium finding of an engineer in the first revision, unless `parts` say otherwise. */
export async function addFinding(
  db: Db,
  reviewId: number,
  parts: Partial<typeof findings.$inferInsert> & { at: string; acceptedUntil?: string },
): Promise<number> {
  const { at, acceptedUntil, ...rest } = parts;
  const row = {
    reviewId,
    title: "The bucket is open",
    severity: "medium",
    firstSeverity: "medium",
    source: "manual",
    finder: "engineer",
    phase: "in_review",
    blocking: false,
    state: "open",
    revision: 1,
    cycle: 1,
    createdAt: new Date(at),
    updatedAt: new Date(at),
    ...rest,
  } as const;
  const [added] = await db.insert(findings).values(row).returning({ id: findings.id });
  const findingId = added?.id ?? 0;
  if (acceptedUntil) await addAcceptance(db, { reviewId, findingId, expiresOn: acceptedUntil, at: new Date(at) });
  return findingId;
}

/** The risk of a finding is accepted until a day, by the first person there is. */
export async function addAcceptance(
  db: Db,
  { at, ...about }: { reviewId: number; findingId: number; expiresOn: string; at: Date },
): Promise<void> {
  const [{ id: approvedById }] = (await db.select({ id: people.id }).from(people).orderBy(people.id).limit(1)) as [
    { id: number },
  ];
  await db.insert(exceptions).values({ ...about, kind: "finding", reason: "Known", approvedById, approvedAt: at });
}

/** Someone answers a finding of a review, the first unless another is said. */
export async function addAnswer(
  db: Db,
  reviewId: number,
  { at, byId, findingId = 1 }: { at: string; byId: number; findingId?: number },
): Promise<void> {
  await db.insert(events).values({
    at: new Date(at),
    type: "finding.answered",
    actorKind: "person",
    actorId: byId,
    subjectKind: "review",
    subjectId: reviewId,
    data: { findingId, state: "in_progress" },
    requestId: "answer",
  });
}

/** Someone attaches a version of a threat model to a review, as the stream says it. */
export async function addAttached(
  db: Db,
  reviewId: number,
  { at, versionId, byId }: { at: string; versionId: number; byId: number },
): Promise<void> {
  await db.insert(events).values({
    at: new Date(at),
    type: "review.threat-model-attached",
    actorKind: "person",
    actorId: byId,
    subjectKind: "review",
    subjectId: reviewId,
    data: { versionId },
    requestId: "attach",
  });
}

/** A version is imported once more, which another imported before. */
export async function addImportedAgain(
  db: Db,
  threatModelId: number,
  { at, versionId, byId }: { at: string; versionId: number; byId: number },
): Promise<void> {
  await db.insert(events).values({
    at: new Date(at),
    type: "threat-model.imported",
    actorKind: "person",
    actorId: byId,
    subjectKind: "threat_model",
    subjectId: threatModelId,
    data: { threatModelId, versionId, seq: 1, format: "threat_composer" },
    requestId: "import",
  });
}
