import { describe, expect, it } from "vitest";
import { type Actor, personOf } from "#lib/auth/actor.ts";
import { dependence, NOT_BY_GUARDIAN } from "#lib/reviews/rules/independence.ts";
import { allowedVerbs, landing, mayReview } from "#lib/reviews/rules/may-review.ts";
import { PARTS, type Part, partsOf, type ReviewParts, TYING_ACTS, type TyingAct } from "#lib/reviews/rules/parts.ts";
import { isOpen, REVIEW_STATES, type ReviewState, turnOf } from "#lib/reviews/rules/states.ts";
import { CAPABILITIES, REVIEW_VERBS, type ReviewVerb } from "#lib/reviews/rules/verbs.ts";
import { personActor, systemActor } from "#tests/support/actors.ts";

const UNDECIDED = "draft submitted in_review changes_requested on_hold";
const ALL = REVIEW_STATES.join(" ");

/** The rows of the specification, written down a second time: verb → [states it starts from, who]. */
const TABLE: Record<ReviewVerb, [string, string]> = {
  edit: [UNDECIDED, "requester guardian program_manager"],
  submit: ["draft", "requester guardian program_manager"],
  claim: ["submitted", "security_engineer program_manager"],
  release: ["in_review changes_requested on_hold", "reviewer program_manager system"],
  request_changes: ["in_review", "reviewer guardian"],
  resubmit: ["changes_requested", "requester guardian"],
  hold: ["submitted in_review changes_requested", "requester reviewer program_manager"],
  resume: ["on_hold", "requester reviewer program_manager"],
  remind: ["in_review changes_requested", "requester guardian reviewer program_manager"],
  approve: ["in_review", "reviewer"],
  approve_with_conditions: ["in_review", "reviewer"],
  reject: ["in_review", "reviewer"],
  reopen: ["approved approved_with_conditions closed", "requester reviewer program_manager system"],
  close: ["approved approved_with_conditions rejected", "security_engineer program_manager system"],
  cancel: [UNDECIDED, "requester program_manager"],
  attach: [`${UNDECIDED} approved approved_with_conditions`, "requester guardian program_manager"],
  run_checks: [
    "submitted in_review changes_requested on_hold",
    "requester guardian reviewer security_engineer program_manager",
  ],
  assign_guardian: [UNDECIDED, "requester guardian security_engineer program_manager"],
  change_tier: [UNDECIDED, "requester guardian reviewer security_engineer program_manager"],
  raise_finding: ["in_review approved approved_with_conditions closed", "guardian reviewer security_engineer"],
  answer_finding: [ALL, "requester guardian reviewer security_engineer finding_owner"],
  settle_finding: [ALL, "reviewer security_engineer"],
  recommend_risk: [ALL, "security_engineer"],
  decide_risk: [ALL, "risk_owner program_manager"],
  comment: [ALL, "requester guardian reviewer security_engineer program_manager reader"],
  endorse: ["in_review", "security_engineer"],
  confirm_no_policies: ["in_review approved approved_with_conditions", "security_engineer"],
  ask_waiver: ["in_review approved approved_with_conditions", "requester guardian reviewer"],
  waive: ["in_review approved approved_with_conditions", "security_engineer program_manager"],
  end_waiver: [
    "submitted in_review changes_requested on_hold approved approved_with_conditions",
    "security_engineer risk_owner program_manager",
  ],
  give_feedback: ["approved approved_with_conditions rejected closed", "reviewer"],
  keep_condition: [
    "submitted in_review changes_requested on_hold approved_with_conditions",
    "requester guardian reviewer security_engineer condition_owner",
  ],
  verify_condition: ["submitted in_review changes_requested on_hold approved_with_conditions", "security_engineer"],
  record_launch: ["approved approved_with_conditions", "requester guardian security_engineer program_manager"],
  break_glass: ["approved approved_with_conditions", "risk_owner program_manager"],
};
const INDEPENDENT: readonly ReviewVerb[] = [
  "claim",
  "approve",
  "approve_with_conditions",
  "reject",
  "endorse",
  "confirm_no_policies",
  "waive",
  "settle_finding",
  "recommend_risk",
  "decide_risk",
  "verify_condition",
];
const BESIDE_REVIEWER: readonly ReviewVerb[] = ["endorse", "waive", "decide_risk"];

const REVIEW = {
  requesterId: 1,
  guardianId: 2,
  reviewerId: 3,
  riskOwnerId: 7,
  openElsewhereAt: null,
  acts: [],
  findingOwnerIds: [8],
  conditionOwnerIds: [10],
};

/** Someone with this part in REVIEW, and with no more than it needs. */
const ACTORS: Record<Part, Actor> = {
  requester: personActor({ personId: 1 }),
  guardian: personActor({ personId: 2, guardian: true }),
  reviewer: personActor({ personId: 3, roles: ["security_engineer"] }),
  security_engineer: personActor({ personId: 4, roles: ["security_engineer"] }),
  program_manager: personActor({ personId: 5, roles: ["program_manager"] }),
  risk_owner: personActor({ personId: 7 }),
  finding_owner: personActor({ personId: 8 }),
  condition_owner: personActor({ personId: 10 }),
  reader: personActor({ personId: 6 }),
  system: systemActor(),
};

const has = (words: string, word: string) => words.split(" ").includes(word);

describe("S08 the capability table", () => {
  it("has one row for every verb, and no state or part that does not exist", () => {
    expect(Object.keys(CAPABILITIES).sort()).toEqual(Object.keys(TABLE).sort());
    expect([...REVIEW_VERBS].sort()).toEqual(Object.keys(TABLE).sort());
    for (const { from, by, to } of Object.values(CAPABILITIES)) {
      for (const state of from) expect(REVIEW_STATES).toContain(state);
      if (typeof to === "string") expect(REVIEW_STATES).toContain(to);
      for (const part of by) expect(PARTS).toContain(part);
    }
  });

  for (const verb of REVIEW_VERBS) {
    it(`${verb}: answers for every state and part as the specification says`, () => {
      const [from, by] = TABLE[verb];
      for (const part of PARTS) {
        const parts = partsOf(ACTORS[part], { ...REVIEW, state: "draft" });
        const right = parts.some((own) => has(by, own));
        const dependent =
          (part === "requester" && INDEPENDENT.includes(verb)) ||
          (part === "reviewer" && BESIDE_REVIEWER.includes(verb));
        for (const state of REVIEW_STATES) {
          const answer = mayReview(ACTORS[part], verb, { ...REVIEW, state });
          const expected = !right || dependent ? "actor" : has(from, state) ? "allowed" : "state";
          expect([verb, part, state, answer.allowed ? "allowed" : answer.because]).toEqual([
            verb,
            part,
            state,
            expected,
          ]);
          if (!answer.allowed) expect(answer.reason).toMatch(/^[A-Z].*\.$/s);
        }
      }
    });
  }

  it("leads where the specification says", () => {
    const leads = REVIEW_VERBS.flatMap((verb) => {
      const places = CAPABILITIES[verb].from.flatMap((state) =>
        [null, 2].flatMap((reviewerId) =>
          ([null, "submitted", "in_review", "changes_requested"] as const).map((heldFrom) => ({
            state,
            reviewerId,
            heldFrom,
          })),
        ),
      );
      const to = new Set(places.map((place) => landing(verb, place)));
      return to.has(null) ? [] : [[verb, [...to].sort().join(" ")]];
    });
    expect(Object.fromEntries(leads)).toEqual({
      submit: "submitted",
      claim: "in_review",
      request_changes: "changes_requested",
      hold: "on_hold",
      approve: "approved",
      approve_with_conditions: "approved_with_conditions",
      reject: "rejected",
      release: "changes_requested on_hold submitted",
      resubmit: "in_review submitted",
      resume: "changes_requested in_review submitted",
      verify_condition: "approved changes_requested in_review on_hold submitted",
      reopen: "in_review submitted",
      close: "closed",
      cancel: "cancelled",
    });
  });

  it("leads back to where a review was, to anyone who has claimed it", () => {
    const place = { state: "on_hold", reviewerId: null, heldFrom: null } as const;
    expect(landing("resume", { ...place, heldFrom: "changes_requested" })).toBe("changes_requested");
    expect(landing("resume", place)).toBe("submitted");
    for (const verb of ["resubmit", "reopen"] as const) {
      expect(landing(verb, { ...place, reviewerId: 2 })).toBe("in_review");
      expect(landing(verb, place)).toBe("submitted");
    }
    expect(landing("release", { ...place, state: "in_review", reviewerId: 2 })).toBe("submitted");
    for (const state of ["changes_requested", "on_hold"] as const) {
      expect(landing("release", { ...place, state, reviewerId: 2 })).toBe(state);
    }
  });

  it("lets anyone who sees a review speak in it, and do no more without a part", () => {
    for (const actor of [
      personActor({ personId: 9 }),
      personActor({ personId: 9, teamIds: [1], guardian: true }),
      personActor({ personId: 9, roles: ["leader"] }),
    ]) {
      for (const state of REVIEW_STATES) expect(allowedVerbs(actor, { ...REVIEW, state })).toEqual(["comment"]);
    }
  });

  it("gives nothing to an auditor or a pipeline", () => {
    const none: Actor[] = [
      personActor({ personId: 9, roles: ["auditor"] }),
      personActor({ personId: 9, roles: ["auditor", "leader", "admin"] }),
      { kind: "ci", repositoryId: "77" },
    ];
    for (const actor of none) {
      for (const state of REVIEW_STATES) expect(allowedVerbs(actor, { ...REVIEW, state })).toEqual([]);
    }
  });

  it("lists as allowed what it allows one by one", () => {
    for (const actor of Object.values(ACTORS)) {
      for (const state of REVIEW_STATES) {
        const one = REVIEW_VERBS.filter((verb) => mayReview(actor, verb, { ...REVIEW, state }).allowed);
        expect(allowedVerbs(actor, { ...REVIEW, state })).toEqual(one);
      }
    }
  });
});

describe("partsOf", () => {
  const review = (parts: Partial<ReviewParts> = {}): ReviewParts => ({ ...REVIEW, state: "in_review", ...parts });

  it("gives a person every part they have", () => {
    const all = personActor({ personId: 1, guardian: true, roles: ["security_engineer", "program_manager"] });
    expect(partsOf(all, review({ guardianId: 1, reviewerId: 1 }))).toEqual([
      "requester",
      "guardian",
      "reviewer",
      "security_engineer",
      "program_manager",
      "reader",
    ]);
  });

  it("counts the assigned guardian only while they are active", () => {
    expect(partsOf(personActor({ personId: 2, guardian: false }), review())).toEqual(["reader"]);
  });

  it("S12 counts who claimed it only while they hold a role that reviews", () => {
    expect(partsOf(personActor({ personId: 3 }), review())).toEqual(["reader"]);
    expect(partsOf(personActor({ personId: 3, roles: ["program_manager"] }), review())).toContain("reviewer");
  });

  it("lets a token act as its person", () => {
    const token: Actor = { kind: "token", tokenId: 1, person: personActor({ personId: 1 }), scopes: [] };
    expect(personOf(token)?.personId).toBe(1);
    expect(partsOf(token, review())).toEqual(["requester", "reader"]);
  });
});

describe("S07 dependence", () => {
  const done = (act: TyingAct, personId = 9): ReviewParts => ({
    ...REVIEW,
    state: "in_review",
    acts: [{ act, personId }],
  });

  it("names the requester, and what someone has done", () => {
    expect(dependence(1, { ...REVIEW, state: "in_review" })).toContain("requested");
    expect(dependence(9, done("evidence"))).toContain("evidence");
    expect(dependence(9, done("author"))).toContain("alone");
    expect(dependence(9, done("importer"))).toContain("imported");
    expect(dependence(9, done("lowered"))).toContain("tier");
    expect(dependence(9, done("waived"))).toContain("waiver");
    expect(dependence(8, done("evidence"))).toBeNull();
  });

  it("keeps its guardian from deciding on it, and from nothing else", () => {
    const review: ReviewParts = { ...REVIEW, guardianId: 2, acts: [], state: "in_review" };
    const deciding = ["claim", "approve", "approve_with_conditions", "reject"] as const;
    for (const verb of deciding) expect(dependence(2, review, verb)).toBe("are the guardian of this review");
    const others = ["endorse", "waive", "settle_finding", "verify_condition", "lower_tier"] as const;
    for (const verb of others) expect(dependence(2, review, verb)).toBeNull();
    for (const verb of deciding) expect(dependence(3, review, verb)).toBeNull();
  });

  const MADE: TyingAct[] = ["evidence", "author", "importer"];
  const DECIDES: TyingAct[] = [...MADE, "imported", "reopened", "team", "lowered", "waived", "passed", "eased"];
  const KEEPS: Record<string, TyingAct[]> = {
    claim: DECIDES,
    approve: DECIDES,
    approve_with_conditions: DECIDES,
    reject: DECIDES,
    endorse: [...MADE, "imported", "reopened", "team", "conflict"],
    break_glass: ["changed_since"],
    confirm_no_policies: [...MADE, "imported", "reopened", "team", "conflict"],
    waive: [...MADE, "team", "conflict"],
    verify_condition: [...MADE, "team", "conflict"],
    settle_finding: [...MADE, "team", "conflict"],
    recommend_risk: [...MADE, "team", "conflict"],
    decide_risk: [...MADE, "conflict"],
  };

  it("of every act and every verb: one person never does both where the second judges the first", () => {
    const everyone = personActor({ personId: 9, guardian: true, roles: ["security_engineer", "program_manager"] });
    for (const act of TYING_ACTS) {
      for (const verb of REVIEW_VERBS) {
        const { from } = CAPABILITIES[verb];
        for (const state of from) {
          const parts = {
            ...done(act),
            guardianId: NOT_BY_GUARDIAN.includes(verb) ? 2 : 9,
            riskOwnerId: 9,
            reviewerId: BESIDE_REVIEWER.includes(verb) ? 3 : 9,
            state,
          };
          const right = mayReview(everyone, verb, { ...parts, acts: [] }).allowed;
          const answer = mayReview(everyone, verb, parts).allowed;
          if (KEEPS[verb]) expect([verb, right]).toEqual([verb, true]);
          expect([act, verb, state, answer]).toEqual([act, verb, state, right && !KEEPS[verb]?.includes(act)]);
        }
      }
    }
  });

  it("lets who owns the risk decide on it as one of the team that asks, and no program manager of that team", () => {
    const manager = personActor({ personId: 9, roles: ["program_manager"] });
    const decides = (riskOwnerId: number | null) =>
      mayReview(manager, "decide_risk", { ...done("team"), riskOwnerId }).allowed;
    expect([9, 5, null].map(decides)).toEqual([true, false, false]);
  });

  it("keeps the requester from every verb that takes an independent person, whatever roles they hold", () => {
    const actor = personActor({ personId: 1, roles: ["security_engineer", "program_manager"] });
    for (const state of REVIEW_STATES) {
      const allowed = allowedVerbs(actor, { ...REVIEW, reviewerId: 1, state });
      expect(allowed.filter((verb) => INDEPENDENT.includes(verb))).toEqual([]);
    }
  });

  it("never lets the reviewer give a waiver", () => {
    const actor = personActor({ personId: 3, roles: ["security_engineer", "program_manager"] });
    for (const state of REVIEW_STATES) expect(allowedVerbs(actor, { ...REVIEW, state })).not.toContain("waive");
  });
});

describe("states", () => {
  it("says whose turn it is", () => {
    const turns: Record<ReviewState, string> = {
      draft: "requester",
      submitted: "reviewer",
      in_review: "reviewer",
      changes_requested: "requester",
      on_hold: "nobody",
      approved: "nobody",
      approved_with_conditions: "nobody",
      rejected: "nobody",
      closed: "nobody",
      cancelled: "nobody",
    };
    expect(Object.fromEntries(REVIEW_STATES.map((state) => [state, turnOf(state)]))).toEqual(turns);
  });

  it("says which are open", () => {
    expect(REVIEW_STATES.filter(isOpen)).toEqual(["submitted", "in_review", "changes_requested", "on_hold"]);
  });
});
