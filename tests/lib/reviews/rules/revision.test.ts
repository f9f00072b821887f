import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Intake } from "#lib/intake/rules/intake.ts";
import { emptyIntake, missingFromIntake, RISK_QUESTIONS } from "#lib/intake/rules/intake.ts";
import {
  answersChanged,
  normalisedEvidence,
  type RevisionEvidence,
  sameEvidence,
} from "#lib/reviews/rules/revision.ts";
import { answered } from "#tests/support/reviews.ts";

const artefact = fc.record({
  name: fc.string({ minLength: 1, unit: "binary" }),
  sha256: fc.constantFrom(..."0123456789abcdef").map((digit) => digit.repeat(64)),
  addedById: fc.option(fc.nat(), { nil: null }),
});
const artefacts = fc.uniqueArray(artefact, { selector: ({ name }) => name, maxLength: 8 });

function evidence(parts: Partial<RevisionEvidence> = {}): RevisionEvidence {
  const own = { artefacts: [], threatModelVersionId: null, threatModelSha256: null, intake: answered() };
  return { ...own, ...parts };
}

describe("normalisedEvidence", () => {
  it("does not depend on the order of documents or answers, nor on who attached them", () => {
    const shuffled = artefacts.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.nat()),
    );
    fc.assert(
      fc.property(shuffled, fc.shuffledSubarray([...RISK_QUESTIONS], { minLength: 8 }), ([all, other, by], order) => {
        const intake = answered(["thirdParty"]);
        const answers = Object.fromEntries(order.map((question) => [question, intake.answers[question]]));
        const same = evidence({
          artefacts: other.map((one) => ({ ...one, addedById: by })),
          intake: { ...intake, answers: answers as Intake["answers"] },
        });
        expect(normalisedEvidence(same)).toBe(normalisedEvidence(evidence({ artefacts: all, intake })));
      }),
    );
  });

  it("is another text when a document is added, taken away, renamed or changed", () => {
    fc.assert(
      fc.property(artefacts, artefact, (all, one) => {
        fc.pre(all.every(({ name }) => name !== one.name));
        const with_ = (more: typeof all) => normalisedEvidence(evidence({ artefacts: [...all, ...more] }));
        expect(with_([one])).not.toBe(with_([]));
        expect(with_([{ ...one, sha256: "f".repeat(63) }])).not.toBe(with_([one]));
        expect(with_([{ ...one, name: `${one.name}.${all.map(({ name }) => name).join("")}` }])).not.toBe(with_([one]));
      }),
    );
  });

  it("is another text when an answer, the data or the model's bytes change", () => {
    const before = normalisedEvidence(evidence());
    for (const question of RISK_QUESTIONS) {
      expect(normalisedEvidence(evidence({ intake: answered([question]) }))).not.toBe(before);
    }
    expect(normalisedEvidence(evidence({ intake: answered([], { dataClass: "public" }) }))).not.toBe(before);
    expect(normalisedEvidence(evidence({ intake: answered([], { dataHandling: "stored" }) }))).not.toBe(before);
    expect(normalisedEvidence(evidence({ threatModelSha256: "a" }))).not.toBe(before);
  });

  it("is the same text for the same bytes under another version, and for another summary or link", () => {
    const before = normalisedEvidence(evidence({ threatModelSha256: "a", threatModelVersionId: 1 }));
    const links = [{ label: "Design", url: "https://example.com/design" }];
    const intake = answered([], { summary: "Other words", links });
    const after = evidence({ threatModelSha256: "a", threatModelVersionId: 2, intake });
    expect(normalisedEvidence(after)).toBe(before);
  });
});

describe("missingFromIntake", () => {
  it("misses everything in an empty one, in the order of the form, and nothing in an answered one", () => {
    const paths = missingFromIntake(emptyIntake()).map(({ path }) => path.join("."));
    const questions = RISK_QUESTIONS.map((question) => `intake.answers.${question}`);
    expect(paths).toEqual(["intake.dataClass", "intake.dataHandling", ...questions]);
    expect(missingFromIntake(answered())).toEqual([]);
    expect(missingFromIntake(answered([...RISK_QUESTIONS]))).toEqual([]);
  });

  it("misses exactly what is not answered", () => {
    fc.assert(
      fc.property(fc.subarray([...RISK_QUESTIONS]), (open) => {
        const intake = answered();
        const answers = { ...intake.answers };
        for (const question of open) answers[question] = null;
        const missing = missingFromIntake({ ...intake, answers });
        expect(missing.map(({ path }) => path[2])).toEqual(open);
        for (const { message } of missing) expect(message).not.toBe("");
      }),
    );
  });
});

describe("sameEvidence", () => {
  const digests = ["a", "b", "a", "b", "a", "c"];
  const revisions = digests.map((digest, index) => ({ number: index + 1, digest }));

  it("is the first revision that held what a later one holds", () => {
    expect(revisions.map((one) => sameEvidence(revisions, one))).toEqual([null, null, 1, 2, 1, null]);
  });
});

describe("answersChanged", () => {
  it("sees each answer and the data, not who wants an engineer", () => {
    for (const question of RISK_QUESTIONS) {
      expect(answersChanged([answered()], answered([question]))).toBe(question !== "wantsEngineer");
    }
    expect(answersChanged([answered()], answered([], { dataClass: "public" }))).toBe(true);
    expect(answersChanged([answered()], answered([], { dataHandling: "stored" }))).toBe(true);
    expect(answersChanged([answered()], answered([], { summary: "Another" }))).toBe(false);
  });

  it("goes by the first time that gives an answer, and passes over one that none gives", () => {
    const [none, no, yes] = [emptyIntake(), answered(), answered(["thirdParty"])];
    expect(answersChanged([none, no], yes)).toBe(true);
    expect(answersChanged([yes, no], yes)).toBe(false);
    expect(answersChanged([none, null], yes)).toBe(false);
    expect(answersChanged([no], none)).toBe(true);
  });
});
