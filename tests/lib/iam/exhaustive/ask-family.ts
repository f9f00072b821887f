import type { CheckResult } from "#lib/iam/index.ts";
import { allowedRequests } from "./allowed-requests.ts";
import { type BitSet, bitSet, firstBeyond } from "./bit-set.ts";
import { type Family, parsed } from "./family.ts";
import { type KeyUse, keyUse, mayHaveSeveral, mayHold } from "./key-use.ts";
import { allows } from "./plain-evaluator.ts";
import { type PlainPolicy, type PlainRequest, type Reading, readingsFor } from "./plain-policy.ts";
import { requestsOf } from "./request-grid.ts";

/** What the engine says, against what the plain evaluator says. */
export type Contradiction = {
  family: string;
  fault: "PASS, yet the request is new" | "FAIL, yet the witness is not new";
  policy: PlainPolicy;
  known: PlainPolicy;
  request: PlainRequest;
};

export type Answers = {
  family: string;
  pairs: number;
  requests: number;
  PASS: number;
  FAIL: number;
  UNKNOWN: number;
  /** UNKNOWN where a request of the grid is new, so that FAIL could be said. */
  undecidedNew: number;
  /** FAIL by a key with several values that is tested without a quantifier, of which AWS does not say what it means. */
  unclear: number;
  contradictions: Contradiction[];
};

export function noAnswers(family: string): Answers {
  const counts = { pairs: 0, requests: 0, PASS: 0, FAIL: 0, UNKNOWN: 0, undecidedNew: 0, unclear: 0 };
  return { family, ...counts, contradictions: [] };
}

/** Asks every policy every question. */
export function askFamily({ name, policies, type, questions, grid }: Family): Answers {
  const requests = requestsOf(grid);
  const known = questions.map((question) => question.known);
  const readings = readingsFor([...policies, ...known]);
  const allowed = allowedRequests(policies, requests, readings);
  const allowedBefore = allowedRequests(known, requests, readings);
  const uses = policies.map(keyUse);
  const usesBefore = known.map(keyUse);
  const meaningful = meaningfulRequests(requests);
  const answers = { ...noAnswers(name), requests: requests.length };
  for (const [row, policy] of policies.entries()) {
    const candidate = parsed(policy, type);
    for (const [column, question] of questions.entries()) {
      const within = meaningful([uses[row], usesBefore[column]]);
      const first = firstNew(allowed[row], allowedBefore[column], within);
      const pair = { policy, known: question.known };
      record(answers, pair, question.ask(candidate), first === undefined ? undefined : requests[first], readings);
    }
  }
  return answers;
}

/** The requests whose keys hold several values, or values of another type than theirs, only where AWS says what that means. */
function meaningfulRequests(requests: PlainRequest[]): (uses: (KeyUse | undefined)[]) => BitSet {
  const keys = Object.keys(requests[0]?.context ?? {});
  const found = new Map<string, BitSet>();
  return (uses) => {
    const name = keys.map((key) => [mayHaveSeveral(key, uses), mayHold(key, ["other"], uses)]).join(" ");
    const within = found.get(name) ?? bitSet(requests, ({ context }) => isMeaningful(context, uses));
    found.set(name, within);
    return within;
  };
}

function isMeaningful(context: PlainRequest["context"], uses: (KeyUse | undefined)[]): boolean {
  return Object.entries(context).every(
    ([key, values]) => (values.length < 2 || mayHaveSeveral(key, uses)) && mayHold(key, values, uses),
  );
}

function firstNew(allowed: BitSet[] = [], before: BitSet[] = [], within: BitSet): number | undefined {
  return allowed.map((set, reading) => firstBeyond(set, before[reading] ?? set, within)).find((first) => first >= 0);
}

type Pair = { policy: PlainPolicy; known: PlainPolicy };

/** Counts an answer, and keeps what contradicts it: a new request that passed, a witness that is not new. */
export function record(
  answers: Answers,
  pair: Pair,
  { verdict, reasons }: CheckResult,
  newRequest: PlainRequest | undefined,
  readings: Reading[],
) {
  const contradict = (fault: Contradiction["fault"], request: PlainRequest) =>
    answers.contradictions.push({ family: answers.family, fault, ...pair, request });
  answers.pairs++;
  answers[verdict]++;
  if (verdict === "UNKNOWN" && newRequest !== undefined) answers.undecidedNew++;
  if (verdict === "PASS" && newRequest !== undefined) contradict("PASS, yet the request is new", newRequest);

  const witnesses = reasons.flatMap(({ witness }) => witness ?? []);
  for (const witness of witnesses) {
    if (!isNew(pair, witness, readings)) contradict("FAIL, yet the witness is not new", witness);
  }
  if (witnesses.some((witness) => !isClear(witness, pair))) answers.unclear++;
}

/** New under one of the readings at least. */
export function isNew({ policy, known }: Pair, request: PlainRequest, readings: Reading[]): boolean {
  return readings.some((reading) => allows(policy, request, reading) && !allows(known, request, reading));
}

function isClear({ context }: PlainRequest, { policy, known }: Pair): boolean {
  return isMeaningful(context, [keyUse(policy), keyUse(known)]);
}
