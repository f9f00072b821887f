import { POLICY_ELEMENTS, STATEMENT_ELEMENTS } from "../../language/index.ts";
import type { Check, Found } from "../check.ts";
import { atKey, type Member } from "../place.ts";

export const invalidPolicyElement: Check = {
  code: "INVALID_POLICY_ELEMENT",
  type: "ERROR",
  details: "The policy element {{element}} is not valid.",
  *find({ members, statements }) {
    yield* unknown(members.values(), POLICY_ELEMENTS);
    for (const statement of statements) yield* unknown(statement.members.values(), STATEMENT_ELEMENTS);
  },
};

function* unknown(members: Iterable<Member>, known: readonly string[]): Generator<Found> {
  for (const member of members) {
    if (!known.includes(member.key)) yield { locations: [atKey(member)], values: { element: member.key } };
  }
}
