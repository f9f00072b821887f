import {
  accountOf,
  evaluatePartly,
  isAccountId,
  namesOnlyAccount,
  type PartlyEvaluated,
  type RequestPrincipal,
  type Witness,
} from "#lib/iam/index.ts";
import { type Circumstances, type Grant, grantOf, type Held } from "./grant.ts";
import type { AskedRequest, PolicyRole, RequestPolicy, RequestQuestion } from "./request-policy.ts";

const OF_ROLE = /:role\//;
const OF_ALIAS = /:alias\//;

/** KMS actions that do not involve a key, in lower case. Source: Service Authorization Reference, "AWS KMS". */
const WITHOUT_KEY = new Set(
  [
    "ConnectCustomKeyStore",
    "CreateCustomKeyStore",
    "CreateKey",
    "DeleteCustomKeyStore",
    "DescribeCustomKeyStores",
    "DisconnectCustomKeyStore",
    "GenerateRandom",
    "ListAliases",
    "ListKeys",
    "ListRetirableGrants",
    "UpdateCustomKeyStore",
  ].map((name) => `kms:${name.toLowerCase()}`),
);

/**
 * Whether the resource policy must allow a request even in its own account: KMS keys, and roles for assuming them and
 * setting session tags. Sources: KMS Developer Guide, "Key policies"; IAM User Guide, "Pass session tags in AWS STS".
 */
function needsResource({ action, resource }: Pick<AskedRequest, "action" | "resource">): boolean {
  const name = action.toLowerCase();
  if (name.startsWith("kms:")) return !WITHOUT_KEY.has(name) && !OF_ALIAS.test(resource);
  if (name === "sts:tagsession" || name === "sts:setsourceidentity") return OF_ROLE.test(resource);
  return name.startsWith("sts:assumerole");
}

/** Kind and name of an IAM user, a role or a role session. */
const OF_ACCOUNT = /^arn:[^:]+:(?:iam|sts)::\d{12}:(user|role|assumed-role|root)(?:\/(?:.*\/)?([^/]+))?$/;

const TYPES: Record<string, string> = {
  user: "User",
  role: "AssumedRole",
  "assumed-role": "AssumedRole",
  root: "Account",
};

/**
 * Lower-case context keys that AWS fills in from the caller's name; no values where AWS omits them. A session ARN does
 * not include its role's path. Source: IAM User Guide, "AWS global condition context keys".
 */
function callerKeys(principal: RequestPrincipal): Record<string, string[]> {
  if (principal.kind === "Service") return { "aws:principalisawsservice": ["true"], "aws:username": [] };
  if (principal.kind === "Anonymous") return { "aws:principalarn": [], "aws:username": [] };
  if (principal.kind !== "AWS") return {};
  const [, kind = "", name = ""] = OF_ACCOUNT.exec(principal.value) ?? [];
  const account = accountOf(principal.value) ?? principal.account;
  return {
    "aws:principalisawsservice": ["false"],
    ...(account !== "" && { "aws:principalaccount": [account] }),
    ...(kind !== "" && kind !== "assumed-role" && { "aws:principalarn": [principal.value] }),
    ...(TYPES[kind] !== undefined && { "aws:principaltype": [TYPES[kind]] }),
    ...(kind === "user" && { "aws:username": [name] }),
    ...(kind !== "" && kind !== "user" && { "aws:username": [] }),
  };
}

export const OUTCOMES = ["allowed", "explicitly_denied", "implicitly_denied", "cannot_tell"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A statement with the index of its policy among the given policies. */
export type WeighedStatement = PartlyEvaluated & { policy: number };

/**
 * The decision on a request. `statements` decide it, or may; `near` allow the action but do not apply, if nothing does.
 * `why` lists other causes, `missing` context keys that could change it, `assumed` unstated assumptions.
 */
export type RequestDecision = {
  outcome: Outcome;
  why: string[];
  statements: WeighedStatement[];
  near: WeighedStatement[];
  missing: string[];
  assumed: string[];
};

/**
 * Decides one request by all policies involved. Definite only if no unknown context key or incompletely known policy
 * could change the result. Pure. Source: IAM User Guide, "Policy evaluation logic".
 */
export function decideRequest(question: RequestQuestion): RequestDecision {
  const { request, policies, gaps } = question;
  const circumstances = {
    isSigned: isSigned(request.principal),
    isSameAccount: sameAccount(request),
    needsResource: needsResource(request),
  };
  const { witness, isKnown } = requestOf(request);
  const statements = policies.flatMap((given, index) => {
    if (!hasPart(given.role, request.principal)) return [];
    return evaluatePartly(given.policy, witness, isKnown).map((one): WeighedStatement => {
      return { ...one, policy: index, applies: appliesIn(given, one) };
    });
  });
  const most = weighed(question, circumstances, statements, true);
  const least = weighed(question, circumstances, statements, false);
  const outcome = outcomeOf(most, least);
  const deciding = statements.filter((one) => decides(one, outcome));
  const missing = outcome === "cannot_tell" ? [...new Set(deciding.flatMap(({ keys }) => keys))].sort() : [];
  const isUnsure =
    outcome === "cannot_tell" && deciding.some(({ applies, keys }) => applies === "maybe" && !keys.length);
  return {
    outcome,
    why: [
      ...(outcome === "implicitly_denied" ? most.why : []),
      ...(outcome === "cannot_tell" && gaps.size > 0 ? [GAP] : []),
      ...new Set([most, least].flatMap(({ answer, why }) => (answer === "open" ? why : []))),
      ...(missing.length > 0 ? [MISSING] : []),
      ...(isUnsure ? [UNSURE] : []),
    ],
    statements: deciding,
    near: outcome === "implicitly_denied" ? statements.filter(isNear) : [],
    missing,
    assumed: assumedOf(question, statements, outcome),
  };
}

/** Only the action is reliable in a statement with an unresolved value. */
function appliesIn({ isSure, open }: RequestPolicy, { applies, mismatches, statementIndex }: PartlyEvaluated) {
  if (open.has(statementIndex)) return mismatches.some(({ element }) => element === "Action") ? "no" : "maybe";
  return applies === "yes" && !isSure ? "maybe" : applies;
}

/**
 * Whether policies of this role apply to such a caller. Source: AWS Organizations User Guide, on both kinds of control
 * policies.
 */
export function hasPart(role: PolicyRole, principal: RequestPrincipal): boolean {
  if (!isSigned(principal)) return !OF_CALLER.has(role);
  return !(isServiceLinked(principal) && CONTROLS.has(role));
}

function isServiceLinked(principal: RequestPrincipal): boolean {
  return principal.kind === "AWS" && /^arn:[^:]+:iam::\d{12}:role\/aws-service-role\//.test(principal.value);
}

const CONTROLS: ReadonlySet<PolicyRole> = new Set(["service_control", "resource_control"]);
const OF_CALLER: ReadonlySet<PolicyRole> = new Set(["identity", "permissions_boundary", "session", "service_control"]);
const GAP = "Part of a policy is unknown. What it allows or denies could decide.";
const MISSING = "The decision depends on context keys that the request does not mention.";
const UNSURE =
  "Whether a statement applies depends on the template's deployment, another name of the caller, or details that AWS's documents leave open.";
const FULL_ACCESS =
  "No statement of the service control policies allows anything, so FullAWSAccess is assumed to be attached as well.";
const NO_POLICIES = "This caller is not a principal of an account, so only resource policies affect the decision.";
const LINKED =
  "Control policies of an organization do not restrict a service-linked role, so they do not affect the decision.";
const NO_WILDCARD =
  "The * in the resource was treated as a literal character. Statements about resources that it could match may decide differently. Name one resource.";
const ONE_ACCOUNT =
  "The caller and the resource are assumed to be in one account. Across accounts, the resource policy must also allow the request.";

function assumedOf(
  { request, policies }: RequestQuestion,
  statements: readonly WeighedStatement[],
  outcome: Outcome,
): string[] {
  if (outcome === "explicitly_denied") return [];
  const isOpen = sameAccount(request) === null && !policies.some(({ role }) => role === "resource");
  const isOfOthers = ({ mismatches }: WeighedStatement) =>
    mismatches.length > 0 && mismatches.every(({ element }) => element === "Resource");
  const wildcard = request.resource.includes("*") && statements.some(isOfOthers) ? [NO_WILDCARD] : [];
  const idle = policies.filter(({ role }) => !hasPart(role, request.principal));
  if (!isSigned(request.principal)) return [...(idle.length > 0 ? [NO_POLICIES] : []), ...wildcard];
  return [
    ...wildcard,
    ...(idle.length > 0 ? [LINKED] : []),
    ...(isOpen && outcome === "allowed" ? [ONE_ACCOUNT] : []),
    ...(idle.length === 0 && allowsNothing(policies, "service_control") ? [FULL_ACCESS] : []),
  ];
}

function decides({ applies, effect }: WeighedStatement, outcome: Outcome): boolean {
  if (outcome === "cannot_tell") return applies !== "no";
  return applies === "yes" && (effect === "Deny") === (outcome === "explicitly_denied");
}

/** The action matches, but something else in the request does not. */
function isNear({ effect, mismatches }: WeighedStatement): boolean {
  return effect === "Allow" && mismatches.length > 0 && !mismatches.some(({ element }) => element === "Action");
}

/** A caller that is no principal of an account has no policies of its own or of an organization. */
function isSigned({ kind }: RequestPrincipal): boolean {
  return kind === "AWS" || kind === "Attached";
}

type Weighed = { answer: Grant["answer"] | "denied"; why: string[] };

/** If the best and worst cases differ, the answer depends on unknowns. */
function outcomeOf(most: Weighed, least: Weighed): Outcome {
  if (most.answer === "denied") return "explicitly_denied";
  if (most.answer === false) return "implicitly_denied";
  return most.answer === true && least.answer === true ? "allowed" : "cannot_tell";
}

/** Weighs the request with every unknown taken as allowing the most, or the least. */
function weighed(
  { request, policies, gaps }: RequestQuestion,
  circumstances: Omit<Circumstances, "isDirect">,
  statements: readonly WeighedStatement[],
  isLenient: boolean,
): Weighed {
  const counts = ({ applies, effect }: WeighedStatement) =>
    applies === "yes" || (applies === "maybe" && isLenient === (effect === "Allow"));
  const applied = statements.filter(counts);
  const isDenied = applied.some(({ effect }) => effect === "Deny") || (gaps.size > 0 && !isLenient);
  if (isDenied) return { answer: "denied", why: [] };
  const holds = (role: PolicyRole): Held => {
    const isOwn = (policy: RequestPolicy) => policy.role === role && hasPart(role, request.principal);
    const own = policies.flatMap((policy, index) => (isOwn(policy) ? [index] : []));
    if (gaps.has(role) && isLenient) return true;
    if (own.length === 0 || (role === "service_control" && allowsNothing(policies, role))) return undefined;
    const allowing = new Set(applied.flatMap(({ policy, effect }) => (effect === "Allow" ? [policy] : [])));
    const count = own.filter((index) => allowing.has(index)).length;
    if (count === 0) return false;
    return count < own.length && LEVELS.has(role) ? "open" : true;
  };
  const hasGap = isLenient && gaps.has("resource");
  return grantOf(holds, { ...circumstances, isDirect: hasGap || isDirect(applied, policies, request) });
}

/** Policies of one level combine, and every level must allow the request. */
const LEVELS: ReadonlySet<PolicyRole> = new Set(["service_control", "permissions_boundary"]);

function allowsNothing(policies: readonly RequestPolicy[], role: PolicyRole): boolean {
  const own = policies.filter((policy) => policy.role === role);
  return own.length > 0 && !own.some(({ policy }) => policy.statements.some(({ effect }) => effect === "Allow"));
}

/** Whether a resource policy allows the request to the caller itself, rather than only to the caller's account. */
function isDirect(
  applied: readonly WeighedStatement[],
  policies: readonly RequestPolicy[],
  { principal }: AskedRequest,
): boolean {
  return applied.some(({ policy: index, statementIndex, effect }) => {
    const given = policies[index];
    if (given?.role !== "resource" || effect !== "Allow") return false;
    const { principals } = given.policy.statements.find(({ index: at }) => at === statementIndex) ?? {};
    return principals !== undefined && !namesOnlyAccount(principals, principal);
  });
}

function sameAccount({ principal, resource, resourceAccount }: AskedRequest): boolean | null {
  const own = principal.kind === "AWS" ? principal.account : "";
  const named = accountOf(resource) ?? "";
  const owner = (isAccountId(named) ? named : resourceAccount) ?? "";
  return own === "" || owner === "" ? null : own === owner;
}

/** The request as matched, with the keys AWS adds itself. Context given by the caller takes precedence. */
function requestOf({ principal, action, resource, context, isWhole }: AskedRequest): {
  witness: Witness;
  isKnown: (key: string) => boolean;
} {
  const said = Object.fromEntries(Object.entries(context).map(([key, values]) => [key.toLowerCase(), values]));
  const whole: Record<string, string[]> = { ...callerKeys(principal), ...said };
  const isKnown = (key: string) => isWhole || Object.hasOwn(whole, key);
  return { witness: { principal, action, resource, context: whole }, isKnown };
}
