import { describe, expect, it } from "vitest";
import { EVENT_TYPES, type EventData, type EventType, sentenceOf } from "#lib/event-types/vocabulary.ts";
import type { Names } from "#lib/event-types/words.ts";

const PEOPLE = ["Nobody", "Ana", "Ben"];
const names: Names = {
  actor: "Elif",
  actorId: 9,
  subject: "REV-7",
  name: (kind, id) => (kind === "person" ? (PEOPLE[id] ?? "someone") : `${kind} ${id}`),
};

function say<T extends EventType>(type: T, data: EventData[T]): string {
  return sentenceOf({ type, data }, names);
}

/** Data that has a value for every field any event reads. */
const ANY = {
  serviceId: 1,
  teamId: 1,
  organisationId: 1,
  courseId: 1,
  personId: 1,
  guardianId: 2,
  previousId: null,
  artefactId: 6,
  revision: 2,
  removed: 2,
  conflict: "none",
  to: "in_review",
  from: "submitted",
  reasonCode: "time",
  resumeOn: "2026-12-01",
  endsOn: "2026-12-20",
  conditions: 2,
  cycle: 2,
  launchedOn: "2026-12-01",
  gate: "policy_checks",
  expiresOn: "2026-12-01",
  severity: "high",
  blocking: true,
  state: "fixed",
  invalidReason: null,
  verdict: "pass",
  version: 3,
  seq: 4,
  role: "auditor",
  provider: "oidc",
  action: "approve review",
  belt: "green",
  activity: "deep_dive",
  ownerId: 1,
  as: "done",
  attended: 3,
  decisions: 2,
  minutes: 45,
  metric: "M1",
  quarter: "2026-Q3",
  rows: 12,
  open: 1,
  tier: "low",
  what: "reviews",
  format: "csv",
  count: 12,
  sessions: 2,
};

/** Where a field of the same name holds something else. */
const OWN: Partial<Record<EventType, object>> = {
  "review.tier-changed": { from: "low", to: "high" },
  "finding.rerated": { from: "low", to: "high" },
  "guardian.moved": { from: "training", to: "active" },
};

describe("the sentence of an event", () => {
  it.each(EVENT_TYPES)("%s is one plain sentence", (type) => {
    const sentence = sentenceOf({ type, data: { ...ANY, ...OWN[type] } }, names);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toMatch(/undefined|null|NaN|_|\[object|!|\.\./);
  });

  it("says where a service moved, besides that it was edited", () => {
    expect(say("service.edited", { serviceId: 1, fields: ["tier"] })).toBe("Elif edited service 1.");
    const moved = { serviceId: 1, fields: ["teamId"], fromTeamId: 1, teamId: 2 };
    expect(say("service.edited", moved)).toBe("Elif moved service 1 from team 1 to team 2.");
    expect(say("service.edited", { ...moved, fields: ["teamId", "tier"] })).toBe(
      "Elif edited service 1 and moved it from team 1 to team 2.",
    );
  });

  it("says where a team moved, besides that it was edited", () => {
    expect(say("team.edited", { teamId: 1, fields: ["name"] })).toBe("Elif edited team 1.");
    const moved = { teamId: 1, fields: ["organisationId"], fromOrganisationId: 1, organisationId: 2 };
    expect(say("team.edited", moved)).toBe("Elif moved team 1 from organisation 1 to organisation 2.");
    expect(say("team.edited", { ...moved, fields: ["organisationId", "name"] })).toBe(
      "Elif edited team 1 and moved it from organisation 1 to organisation 2.",
    );
  });

  it("says who did what to what", () => {
    expect(say("review.changes-requested", { revision: 1, reasonCode: "evidence" })).toBe(
      "Elif requested changes on r1 of REV-7 (evidence).",
    );
    expect(say("session.refused", { provider: "oidc" })).toBe("A sign-in with oidc was refused.");
    expect(say("session.refused", { provider: "oidc", personId: 1 })).toBe("A sign-in of Ana with oidc was refused.");
    expect(say("person.sessions-ended", { personId: 9, sessions: 2 })).toBe(
      "Elif signed out everywhere, ending 2 sessions.",
    );
    expect(say("person.sessions-ended", { personId: 1, sessions: 1 })).toBe("Elif ended 1 session of Ana.");
    expect(say("person.identity-unlinked", { personId: 1, identityId: 1, sessions: 0 })).toBe(
      "Elif unlinked a sign-in identity from Ana.",
    );
    expect(say("person.identity-unlinked", { personId: 1, identityId: 1, sessions: 2 })).toBe(
      "Elif unlinked a sign-in identity from Ana, ending 2 sessions.",
    );
    expect(say("review.changes-requested", { revision: 1, reasonCode: "evidence", askIds: [4, 5] })).toBe(
      "Elif requested changes on r1 of REV-7 (evidence), with 2 results and threats to fix.",
    );
    expect(say("review.approved-with-conditions", { revision: 3, digest: "d", conditions: 1 })).toBe(
      "Elif approved r3 of REV-7 with 1 condition.",
    );
    expect(say("review.approved", { revision: 3, digest: "d", waivers: 2 })).toBe(
      "Elif approved r3 of REV-7 on 2 waivers.",
    );
    expect(
      say("review.waiver-announced", { kind: "finding", waiverId: 1, gate: null, endsOn: "2026-12-09", toIds: [] }),
    ).toBe("The risk acceptance for a finding of REV-7 expires on 9 Dec 2026.");
    expect(say("review.gate-waived", { gate: "conflicts", waiverId: 1, expiresOn: "2026-12-09" })).toBe(
      "Elif waived the gate “Conflicts of interest” of REV-7 until 9 Dec 2026.",
    );
    expect(say("review.gate-waiver-ended", { gate: "policy_checks", waiverIds: [1] })).toBe(
      "Elif ended the waiver of the gate “Policy checks” of REV-7.",
    );
    expect(say("policy-run.finished", { runId: 1, revision: 2, verdict: "incomplete" })).toBe(
      "The policy checks of r2 of REV-7 could not be completed.",
    );
    expect(say("belt.awarded", { awardId: 1, personId: 2, belt: "green", criteriaVersion: 1 })).toBe(
      "Elif awarded Ben the green belt.",
    );
  });

  it("says what was exported, how much of it and as what", () => {
    expect(say("data.exported", { what: "reviews", format: "csv", count: 1 })).toBe("Elif exported 1 review as CSV.");
    expect(say("data.exported", { what: "activity-log", format: "page", count: 50 })).toBe(
      "Elif read 50 lines of the activity log on a page.",
    );
    expect(say("data.exported", { what: "threat-model", format: "original", count: 1 })).toBe(
      "Elif exported a version of a threat model in its original format.",
    );
    expect(say("data.restored", { sessions: 2 })).toBe(
      "Elif restored the whole program from a backup and ended its 2 sessions.",
    );
  });

  it("names whom an event points to, and says when it is nobody", () => {
    expect(say("review.guardian-assigned", { guardianId: 1, previousId: 2 })).toBe(
      "Elif assigned Ana as guardian of REV-7.",
    );
    expect(say("review.guardian-assigned", { guardianId: null, previousId: 1 })).toBe(
      "Elif removed the guardian from REV-7.",
    );
  });

  it("tells the end of a nomination from that of a guardian", () => {
    const left = (from: "training" | "paused") =>
      say("guardian.moved", { guardianshipId: 1, personId: 2, from, to: "alumni", toIds: [2] });
    expect(left("training")).toBe("Elif ended the nomination of Ben.");
    expect(left("paused")).toBe("Elif moved Ben from paused to alumni.");
  });

  it.each([
    ["person.joined-team", { personId: 2, teamId: 4 }, "Ben joined team 4.", "Elif added Ben to team 4."],
    ["person.left-team", { personId: 2, teamId: 4 }, "Ben left team 4.", "Elif removed Ben from team 4."],
    [
      "training.completed",
      { personId: 2, courseId: 5, completionId: 1 },
      "Ben completed course 5.",
      "Elif recorded that Ben completed course 5.",
    ],
  ] as const)("names in %s anyone who did it for someone else", (type, data, own, ofAnother) => {
    expect(sentenceOf({ type, data }, { ...names, actor: "Ben", actorId: 2 })).toBe(own);
    expect(sentenceOf({ type, data }, names)).toBe(ofAnother);
  });

  it("leaves out a reason that was not given", () => {
    expect(say("review.cancelled", { reasonCode: null })).toBe("Elif cancelled REV-7.");
    expect(say("review.cancelled", { reasonCode: "people" })).toBe("Elif cancelled REV-7 (people).");
  });

  it("still says something of a type that is no longer in the vocabulary", () => {
    expect(sentenceOf({ type: "review.frobbed", data: {} }, names)).toBe("Elif: review.frobbed, REV-7.");
    expect(sentenceOf({ type: "toString", data: {} }, names)).toBe("Elif: toString, REV-7.");
  });
});
