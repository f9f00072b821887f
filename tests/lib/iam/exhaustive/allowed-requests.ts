import { type BitSet, bitSet, join, without } from "./bit-set.ts";
import { applies } from "./plain-evaluator.ts";
import type { PlainPolicy, PlainRequest, PlainStatement, Reading } from "./plain-policy.ts";

/** For each policy and reading, the requests that are allowed. Statements that stand in several policies are asked once. */
export function allowedRequests(policies: PlainPolicy[], requests: PlainRequest[], readings: Reading[]): BitSet[][] {
  const known = new Map<string, BitSet>();
  const covered = ({ Effect: _, ...elements }: PlainStatement, version: string | undefined, reading: Reading) => {
    const name = JSON.stringify([elements, version, reading]);
    const statement: PlainStatement = { Effect: "Allow", ...elements };
    const found = known.get(name) ?? bitSet(requests, (request) => applies(statement, version, request, reading));
    known.set(name, found);
    return found;
  };
  return policies.map(({ Version, Statement }) =>
    readings.map((reading) => {
      const union = (effect: string) => {
        const statements = Statement.filter(({ Effect }) => Effect === effect);
        return join(
          requests.length,
          statements.map((statement) => covered(statement, Version, reading)),
        );
      };
      return without(union("Allow"), union("Deny"));
    }),
  );
}
