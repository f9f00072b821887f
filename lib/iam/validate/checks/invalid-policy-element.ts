import type { Check, Found } from "../check.ts";
import { atKey, type Member } from "../place.ts";

const OF_POLICIES = ["Version", "Id", "Statement"];
const OF_STATEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];

export const invalidPolicyElement: Check = {
  code: "INVALID_POLICY_ELEMENT",
  type: "ERROR",
  details: "The policy element {{element}} is not valid.",
  *find({ members, statements }) {
    yield* unknown(members.values(), OF_POLICIES);
    for (const statement of statements) yield* unknown(statement.members.values(), OF_STATEMENTS);
  },
};

function* unknown(members: Iterable<Member>, known: readonly string[]): Generator<Found> {
  for (const member of members) {
    if (!known.includes(member.key)) yield { locations: [atKey(member)], values: { element: member.key } };
  }
}
