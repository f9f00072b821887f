import {
  listed,
  type Policy,
  type PrincipalEntry,
  type PrincipalKind,
  type ServiceFacts,
  type Statement,
} from "../language/index.ts";
import { Budget, describeWitness, type Limits, quantifiedKeys } from "../prove/index.ts";
import { whom } from "./caller-words.ts";
import { newAccess, type StatementResult } from "./new-access.ts";
import { publicAccess } from "./no-public-access.ts";
import type { CheckResult, Reason } from "./result.ts";
import { ZoneOfTrust } from "./zone-of-trust.ts";

/**
 * An outsider a statement admits. `principal` is as written; for NotPrincipal, everyone. `isPublic`: anybody at all,
 * whatever their account. `undecided`: why access is neither shown nor ruled out.
 */
export type ExternalAccess = {
  statement: Statement;
  principal: { kind: PrincipalKind; value: string };
  isPublic: boolean;
  reason: Reason;
  undecided?: string;
};

export type ExternalQuestion = {
  policy: Policy;
  /** The account that owns the resource: 12 digits. */
  account: string;
  /**
   * Other trusted principals: account ids, ARNs, identity providers, canonical user ids and organization ids (`o-…`).
   */
  trusted?: string[];
  limits?: Limits;
  /** Makes example requests look realistic; has no effect on the result. */
  facts?: ServiceFacts | undefined;
};

const MOST_UNDECIDED = 3;
const MOST_PRINCIPALS = 5000;
const TOO_MANY = `it names more than ${MOST_PRINCIPALS} principals outside the account`;

/** Proves one piece after another, within shared limits. */
class Pieces {
  readonly budget: Budget;
  private undecided: string[] = [];
  private count = 0;

  constructor(limits: Limits | undefined) {
    this.budget = new Budget(limits);
  }

  prove(statement: Statement, decide: (budget: Budget) => StatementResult[]): StatementResult {
    this.count += 1;
    const [first] = this.undecided;
    const enough = this.count > MOST_PRINCIPALS ? TOO_MANY : this.undecided.length < MOST_UNDECIDED ? undefined : first;
    if (enough !== undefined) return { statement, outcome: "undecided", cause: enough };
    const result = decide(this.budget).at(0) ?? { statement, outcome: "covered" };
    if (result.outcome === "undecided") this.undecided.push(result.cause);
    return result;
  }
}

/** Splits a statement by principal that may be outside, so that each is shown or ruled out separately. */
function piecesOf(statement: Statement, zone: ZoneOfTrust): { piece: Statement; entry: PrincipalEntry }[] {
  const { principals } = statement;
  if (principals === undefined || statement.effect === "Deny") return [];
  if (principals.negated) return [{ piece: statement, entry: { kind: "AWS", value: "*", span: principals.span } }];
  const outside = new Map<string, PrincipalEntry>();
  for (const entry of principals.entries) {
    if (zone.mayBeOutside(entry) || (entry.kind === "Service" && zone.sourcesOutside(statement).length > 0))
      outside.set(`${entry.kind} ${entry.value}`, entry);
  }
  return [...outside.values()].map((entry) => ({
    piece: { ...statement, principals: { ...principals, entries: [entry] } },
    entry,
  }));
}

function place({ sid, index }: Statement): string {
  return sid ? `with sid: ${sid}` : `with index: ${index}`;
}

function reasonOf(statement: Statement, who: string, result: StatementResult): Reason {
  const base = {
    statementIndex: statement.index,
    ...(statement.sid ? { statementId: statement.sid } : {}),
    span: statement.span,
  };
  if (result.outcome !== "shown") {
    const cause = result.outcome === "undecided" ? result.cause : "";
    return { description: `Inconclusive for ${who} in the statement ${place(statement)}: ${cause}.`, ...base };
  }
  const { witness } = result;
  const description = `External access granted to ${who} in the statement ${place(statement)}.`;
  return { description, ...base, witness, sentence: describeWitness(witness) };
}

/**
 * Everybody outside an account whom a resource or trust policy admits: one entry per principal and statement. Outside
 * are principals of other accounts, anonymous callers, federated users of any provider and canonical users. Service
 * principals are inside, unless a source condition names an outside account they act for; so are callers pinned to the
 * account. Never throws. Source: IAM User Guide, "Findings for public and cross-account access".
 */
export function externalAccess(question: ExternalQuestion): ExternalAccess[] {
  const { policy, limits, facts } = question;
  const zone = new ZoneOfTrust(question.account, question.trusted);
  const denies = policy.statements.filter(({ effect }) => effect === "Deny");
  const isNarrowed = denies.length > 0;
  const severalValued = new Set(quantifiedKeys(policy.statements));
  const ofCallers = zone.question(policy);
  const pieces = new Pieces(limits);
  const found: ExternalAccess[] = [];
  for (const statement of policy.statements) {
    for (const { piece, entry } of piecesOf(statement, zone)) {
      const part = { ...policy, statements: [piece, ...denies] };
      const sources = entry.kind === "Service" ? zone.sourcesOutside(statement) : [];
      const questions = entry.kind === "Service" ? zone.questionsOfService(policy, entry.value, sources) : [ofCallers];
      const results = questions.map((asked) =>
        pieces.prove(piece, (budget) =>
          newAccess({ policy: part, existing: [], ...asked, severalValued, facts, budget }),
        ),
      );
      const result =
        results.find(({ outcome }) => outcome === "shown") ?? results.find(({ outcome }) => outcome === "undecided");
      if (result === undefined) continue;
      const isEveryone = entry.value === "*" && entry.kind === "AWS";
      const named = whom(statement, entry, { isOutside: (value) => !zone.trusts(value), isNarrowed });
      const who =
        sources.length === 0 ? named : `${named} on behalf of ${listed(sources.map((id) => `account ${id}`))}`;
      found.push({
        statement,
        principal: { kind: entry.kind, value: entry.value },
        isPublic: isEveryone && publicAccess(part, pieces.budget).some(({ outcome }) => outcome !== "covered"),
        reason: reasonOf(statement, who, result),
        ...(result.outcome === "undecided" ? { undecided: result.cause } : {}),
      });
    }
  }
  return found;
}

/**
 * Whether a resource or trust policy admits someone from outside an account. FAIL names each principal of each
 * statement with a request that `evaluate` confirms; PASS is a proof. Never throws.
 */
export function checkNoExternalAccess(question: ExternalQuestion): CheckResult {
  const { account } = question;
  const found = externalAccess(question);
  const shown = found.filter(({ undecided }) => undecided === undefined);
  if (shown.length > 0) {
    const message = `The policy grants access to principals outside account ${account}.`;
    return { verdict: "FAIL", message, reasons: shown.map(({ reason }) => reason) };
  }
  const [first] = found;
  if (first?.undecided === undefined) {
    const message = `The policy does not grant access to principals outside account ${account}.`;
    return { verdict: "PASS", message, reasons: [] };
  }
  const message = `Could not determine whether the policy grants access to principals outside account ${account}.`;
  return { verdict: "UNKNOWN", message, reasons: found.map(({ reason }) => reason), cause: first.undecided };
}
