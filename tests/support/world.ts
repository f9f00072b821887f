import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import {
  beltAwards,
  checkResults,
  guardianships,
  identities,
  people,
  reviewFeedback,
  reviewImports,
  sessions,
  teams,
} from "#db/schema/index.ts";
import { logActivity } from "#lib/activity/log-activity.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { ABSOLUTE_MS } from "#lib/auth/session-rules.ts";
import { publishCriteria } from "#lib/belts/publish-criteria.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { draftNewsletter } from "#lib/newsletters/draft-newsletter.ts";
import { ensureStarterProfiles } from "#lib/policies/profiles/ensure-starter-profiles.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { setGoal } from "#lib/program/set-goal.ts";
import { openProgramReview } from "#lib/program-reviews/open-program-review.ts";
import { recordAttendance } from "#lib/program-reviews/record-attendance.ts";
import { recordDecision } from "#lib/program-reviews/record-decision.ts";
import { commentOnReview } from "#lib/reviews/asks/comment-on-review.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { attachThreatModel } from "#lib/reviews/evidence/attach-threat-model.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { addCourse } from "#lib/training/add-course.ts";
import { recordCompletion } from "#lib/training/record-completion.ts";
import { NOW, systemContext } from "./actors.ts";
import { addOrganisation, addPerson } from "./people.ts";
import { ESCALATES, sha256Of } from "./policies.ts";
import { addCast, approvedWithConditions, type Cast, drafted, modelBy, submitted } from "./reviews.ts";

/** What stands on the team's review and its model only: who may not see them reads none of it. */
export const OF_THE_REVIEW = {
  title: "Zebra export",
  document: "zebra-policy.json",
  finding: "A zebra may do anything",
  comment: "The zebra is narrower now.",
  model: "Zebra model",
};

/** What nobody but the guardian and the program's staff reads, in forms that stand nowhere else. */
export const PRIVATE = {
  hours: 7.25,
  minutes: 437,
  rating: 2.125,
  note: "her note of time",
  sentence: "her rating in words",
};

/** Who the guardian is to the identity provider: for themselves and for admins. */
export const SUBJECT = "her-subject-at-the-provider";

/** The quarter whose program review is there, open: the guardian attended, and follows its one decision up. */
const REVIEWED = "2026-Q3";

/** One of everything, of one team, and everybody who could ask for it. */
export type World = {
  cast: Cast;
  organisationId: number;
  /** The person of this name. */
  as: (name: string) => PersonActor;
  names: string[];
  /** Values for the parameters of every address: what the team has one of. */
  params: Record<string, string>;
};

/**
 * Fills an empty database. The first review is in review, with evidence, checks, a threat model, a finding and words;
 * the second is submitted, the third a draft, the fourth and fifth approved with a condition each.
 */
export async function addWorld(db: Db): Promise<World> {
  const cast = await addCast(db);
  await ensureStarterProfiles(systemContext(db));
  const { id, ref, sequence } = await reviewWithEverything(cast);
  await submitted(cast);
  await drafted(cast);
  const conditional = await approvedWithConditions(cast);
  await approvedWithConditions(cast);
  const [team] = await db.select().from(teams).where(eq(teams.id, cast.teamId));
  const organisationId = team?.organisationId ?? 0;
  await programOf(cast, organisationId);
  await privateFacts(db, cast, conditional.id);
  const everybody = await peopleAround(db, cast, organisationId);
  const as = (name: string) => {
    const found = everybody[name];
    if (!found) throw new Error(`Nobody in the world is ${name}`);
    return found;
  };
  const params = {
    ref,
    review: String(id),
    sequence: String(sequence),
    person: String(cast.guardian.actor.personId),
    team: String(cast.teamId),
    service: String(cast.serviceId),
    sha256: sha256Of(ESCALATES),
    metric: "M1" as const,
    fingerprint: await someFingerprint(db),
    chart: "backlog",
    role: "auditor",
    quarter: REVIEWED,
    ...Object.fromEntries(ONES.map((name) => [name, "1"])),
  };
  return { cast, organisationId, as, names: Object.keys(everybody), params };
}

/** Of a finding of the checks. */
async function someFingerprint(db: Db): Promise<string> {
  const results = await db.select({ reasons: checkResults.reasons }).from(checkResults);
  const found = results.flatMap(({ reasons }) => reasons).find(({ fingerprint }) => fingerprint);
  if (!found?.fingerprint) throw new Error("The checks of the world have found nothing");
  return found.fingerprint;
}

const ONES = [
  "award",
  "condition",
  "course",
  "decision",
  "document",
  "finding",
  "grant",
  "id",
  "identity",
  "goal",
  "import",
  "letter",
  "model",
  "organisation",
  "profile",
  "run",
  "seq",
  "version",
];

async function reviewWithEverything(cast: Cast) {
  const { id, ref } = await drafted(cast, { title: OF_THE_REVIEW.title });
  const documents = [{ name: OF_THE_REVIEW.document, content: ESCALATES }];
  await attachDocuments(cast.requester, id, { sequence: 1, documents });
  const versionId = await modelBy(cast.guardian, cast, { name: OF_THE_REVIEW.model });
  await attachThreatModel(cast.requester, id, { sequence: 2, versionId });
  await submitReview(cast.requester, id, { sequence: 3 });
  await runQueuedChecks(systemContext(cast.requester.db));
  await claimReview(cast.engineer, id, { sequence: 4, conflict: "" });
  const finding = { sequence: 5, title: OF_THE_REVIEW.finding, severity: "high", blocking: true } as const;
  const { sequence } = await raiseFinding(cast.engineer, id, finding);
  await commentOnReview(cast.requester, id, { body: OF_THE_REVIEW.comment });
  return { id, ref, sequence };
}

async function privateFacts(db: Db, { guardian, engineer }: Cast, reviewId: number): Promise<void> {
  const guardianId = guardian.actor.personId;
  await db.update(guardianships).set({ hoursPerMonth: PRIVATE.hours }).where(eq(guardianships.personId, guardianId));
  const { note, minutes } = PRIVATE;
  await logActivity(guardian, { type: "support", minutes, onDate: "2026-11-25", reviewId, note });
  const ratings = { scope: 2, threats: 1, mitigations: 3, validation: 2, sentence: PRIVATE.sentence };
  const row = { ...ratings, reviewId, cycle: 1, guardianId, byId: engineer.actor.personId, createdAt: NOW };
  await db.insert(reviewFeedback).values(row);
  const evidence = { medianRating: PRIVATE.rating };
  const award = { personId: guardianId, belt: "white", criteriaVersion: 1, note: "Early", evidence } as const;
  await db.insert(beltAwards).values({ ...award, awardedById: engineer.actor.personId, awardedAt: NOW });
  await signedIn(db, guardianId);
}

/** By an identity, with a session that can be used. */
async function signedIn(db: Db, personId: number): Promise<void> {
  const issuer = "https://id.example.com";
  await db.insert(identities).values({ personId, issuer, subject: SUBJECT, createdAt: NOW });
  const session = { idHash: "of the guardian", personId, provider: "oidc", issuer, createdAt: NOW, lastSeenAt: NOW };
  await db.insert(sessions).values({ ...session, expiresAt: new Date(NOW.getTime() + ABSOLUTE_MS) });
}

async function programOf({ manager, guardian }: Cast, organisationId: number): Promise<void> {
  await addCourse(manager, { code: "TM", title: "Threat modelling", minutes: 60, required: true });
  const { personId } = guardian.actor;
  await recordCompletion(guardian, { personId, courseId: 1, completedOn: "2026-10-01", evidence: "7" });
  const asked = { medianRating: 1, requiredCourses: ["TM"] };
  await publishCriteria(manager, { criteria: { white: asked, yellow: asked, green: asked, black: asked } });
  const goal = {
    businessGoal: "Ship safely",
    outcome: "Fewer late reviews",
    metric: "M1" as const,
    target: 5,
    dueOn: "2027-01-01",
  };
  await setGoal(manager, { ...goal, direction: "down" });
  const file = { fileName: "tracker.csv", sha256: "0", rows: 0, byId: manager.actor.personId, acceptedAt: NOW };
  await manager.db.insert(reviewImports).values(file);
  await draftNewsletter(manager, { organisationId, quarter: "2026-Q4" });
  await openProgramReview(manager, { quarter: REVIEWED, heldOn: "2026-10-08" });
  await recordAttendance(manager, REVIEWED, { personId, said: "Reviews wait less." });
  await recordDecision(manager, REVIEWED, { text: "Ask two teams", ownerId: personId, dueOn: "2026-12-10" });
}

async function peopleAround(db: Db, cast: Cast, organisationId: number): Promise<Record<string, PersonActor>> {
  const elsewhere = cast.outsider.actor.teamIds[0] ?? 0;
  const boss = await addPerson(db, { name: "Boris Boss" });
  const { personId } = cast.guardian.actor;
  await db.update(people).set({ managerId: boss.personId }).where(eq(people.id, personId));
  return {
    stranger: await addPerson(db, { name: "Stig Stranger" }),
    "builder elsewhere": cast.outsider.actor,
    "guardian elsewhere": await addPerson(db, { name: "Gerd Guardian", teamId: elsewhere, guardian: true }),
    "builder of the team": cast.colleague.actor,
    requester: cast.requester.actor,
    guardian: cast.guardian.actor,
    "guardian's manager": boss,
    "leader of the node": await addPerson(db, { name: "Lena Leader", roles: ["leader"], organisationId }),
    "leader elsewhere": await addPerson(db, {
      name: "Leo Leader",
      roles: ["leader"],
      organisationId: await addOrganisation(db),
    }),
    reviewer: cast.engineer.actor,
    engineer: cast.second.actor,
    "program manager": cast.manager.actor,
    auditor: cast.auditor.actor,
    admin: cast.admin.actor,
  };
}
