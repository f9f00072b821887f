import { expect, it } from "vitest";
import type { CheckResult, Verdict } from "#lib/iam/index.ts";
import { askFamily } from "./ask-family.ts";
import type { Family } from "./family.ts";
import type { PlainRequest } from "./plain-policy.ts";
import { atMostOne, atMostTwo } from "./request-grid.ts";
import { allow, K, PREFIX, policy, test, USER } from "./shapes.ts";

const OWN = policy(allow({ Condition: test("StringEqualsIgnoreCase", PREFIX, K) }));
const SAME = policy(allow({ Condition: test("StringEquals", PREFIX, K) }));
const NEW: PlainRequest = {
  principal: { kind: "Attached" },
  action: "s3:GetObject",
  resource: "arn:aws:s3:::a",
  context: { [PREFIX]: ["a"], [USER]: ["A"] },
};

function answering(verdict: Verdict, ...witnesses: PlainRequest[]): Family {
  const reasons = witnesses.map((witness) => ({ description: "", statementIndex: 0, witness }));
  const result: CheckResult = { verdict, message: "", reasons };
  return {
    name: "planted",
    type: "identity",
    policies: [OWN],
    questions: [{ known: SAME, ask: () => result }],
    grid: { keys: { [PREFIX]: atMostOne(["a", "A"]), [USER]: atMostOne(["a", "A"]) } },
  };
}

it("finds the new request that passed", () => {
  expect(askFamily(answering("PASS"))).toMatchObject({
    PASS: 1,
    contradictions: [{ fault: "PASS, yet the request is new", policy: OWN, known: SAME, request: NEW }],
  });
});

it("finds the witness that is not new", () => {
  const known = { ...NEW, context: { [PREFIX]: ["a"], [USER]: ["a"] } };
  expect(askFamily(answering("FAIL", NEW)).contradictions).toEqual([]);
  expect(askFamily(answering("FAIL", NEW, known))).toMatchObject({
    FAIL: 1,
    contradictions: [{ fault: "FAIL, yet the witness is not new", request: known }],
  });
});

it("counts what is not decided, and whether it could be", () => {
  expect(askFamily(answering("UNKNOWN"))).toMatchObject({ UNKNOWN: 1, undecidedNew: 1, contradictions: [] });
  expect(askFamily({ ...answering("UNKNOWN"), policies: [SAME] })).toMatchObject({ UNKNOWN: 1, undecidedNew: 0 });
});

it("gives a key several values only where nothing but quantifiers tests it", () => {
  const aAndB = { "ForAnyValue:StringEquals": { [PREFIX]: "a" }, "ForAnyValue:StringLike": { [PREFIX]: "b" } };
  const passedOver = (operator: string) => {
    const known = policy(allow({ Condition: test(operator, PREFIX, "c") }));
    const [question] = answering("PASS").questions.map(({ ask }) => ({ known, ask }));
    return askFamily({
      ...answering("PASS"),
      policies: [policy(allow({ Condition: aAndB }))],
      questions: question === undefined ? [] : [question],
      grid: { keys: { [PREFIX]: atMostTwo(["a", "b"]) } },
    }).contradictions.map(({ request }) => request.context);
  };
  expect(passedOver("ForAllValues:StringEquals")).toEqual([{ [PREFIX]: ["a", "b"] }]);
  expect(passedOver("StringEquals")).toEqual([]);
});
