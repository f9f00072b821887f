import { isAccountId } from "../language/index.ts";
import { accountOf, type RequestPrincipal, sessionPrefix, type Witness } from "../match/index.ts";

const ACCOUNT = "111122223333";

/** The ARN in a caller's aws:PrincipalArn; for a session, the ARN of its role. */
function principalArn(principal: RequestPrincipal): string | undefined {
  if (principal.kind !== "AWS" || !principal.value.startsWith("arn:")) return undefined;
  const session = /^arn:([^:]+):sts::([^:]+):assumed-role\/([^/]+)\//.exec(principal.value);
  return session === null ? principal.value : `arn:${session[1]}:iam::${session[2]}:role/${session[3]}`;
}

/** Whether a caller with this ARN in aws:PrincipalArn may be this principal. */
function isOf(principal: RequestPrincipal, arn: string): boolean {
  if (principal.kind === "Attached") return /^arn:[^:]+:iam::\d{12}:(?:user|role)\/./.test(arn);
  const own = principalArn(principal);
  if (principal.kind !== "AWS" || own === undefined) return false;
  return own === arn || principal.value.startsWith(sessionPrefix(arn) ?? "\0");
}

/** The request's aws:PrincipalArn, with missing account and name filled in. */
function wholeArn(request: Witness): string {
  const [arn, partition, service, region, account, ...rest] = (heldValue(request, "aws:principalarn") ?? "").split(":");
  const owner = account || heldValue(request, "aws:principalaccount") || ACCOUNT;
  const name = rest.join(":").replace(/\/$/, "/example") || "role/example";
  return [arn || "arn", partition || "aws", service || "iam", region ?? "", owner, name].join(":");
}

type Fact = {
  /** Whether AWS adds the key to requests of this caller. */
  isSent: (principal: RequestPrincipal) => boolean;
  fits: (value: string, request: Witness) => boolean;
  /** Values to try, most usual first. */
  usual: (request: Witness) => string[];
};

const isSigned = ({ kind }: RequestPrincipal): boolean => kind === "AWS" || kind === "Attached";

function heldValue({ context }: Witness, name: string): string | undefined {
  return Object.entries(context).find(([key]) => key.toLowerCase() === name)?.[1][0];
}

function always(...usual: string[]): Fact {
  return { isSent: () => true, fits: () => true, usual: () => usual };
}

function accountsOf(request: Witness): string[] {
  const { principal } = request;
  if (principal.kind === "AWS") return [principal.account];
  if (principal.kind === "Anonymous") return ["anonymous"];
  return [accountOf(heldValue(request, "aws:principalarn") ?? "") ?? ACCOUNT];
}

/** Source: IAM User Guide, "AWS global condition context keys", the notes on availability. */
const FACTS: Record<string, Fact> = {
  "aws:securetransport": always("true", "false"),
  "aws:currenttime": always("2026-01-01T00:00:00Z"),
  "aws:epochtime": always("2026-01-01T00:00:00Z"),
  "aws:viaawsservice": always("false", "true"),
  "aws:requestedregion": always("us-east-1"),
  "aws:principalarn": {
    isSent: isSigned,
    fits: (value, { principal }) => isOf(principal, value),
    usual: (request) => [
      principalArn(request.principal) ?? wholeArn(request),
      `arn:aws:iam::${heldValue(request, "aws:principalaccount") ?? ACCOUNT}:role/example`,
    ],
  },
  "aws:principalaccount": {
    isSent: ({ kind }) => kind === "AWS" || kind === "Attached" || kind === "Anonymous",
    fits: (value, request) => {
      if (request.principal.kind !== "Attached") return accountsOf(request).includes(value);
      const arn = heldValue(request, "aws:principalarn");
      return isAccountId(value) && (arn === undefined || accountOf(arn) === value);
    },
    usual: accountsOf,
  },
  "aws:principalisawsservice": {
    isSent: ({ kind }) => kind !== "Anonymous",
    fits: (value, { principal }) => value === String(principal.kind === "Service"),
    usual: ({ principal }) => [String(principal.kind === "Service")],
  },
};

export const PRESENT_KEYS: readonly string[] = Object.keys(FACTS);

/** The keys among these that AWS sends with every signed request, and with every request. */
export function sentKeys(keys: Iterable<string>, signed: boolean): string[] {
  const caller: RequestPrincipal = signed ? { kind: "Attached" } : { kind: "Service", value: "" };
  return [...keys].filter((key) => FACTS[key]?.isSent(caller) === true);
}

function faults(request: Witness, keys: ReadonlySet<string>): string[] {
  return [...keys].filter((key) => {
    const fact = FACTS[key];
    const value = heldValue(request, key);
    if (fact === undefined) return false;
    return fact.isSent(request.principal) ? value === undefined || !fact.fits(value, request) : value !== undefined;
  });
}

/** Whether the keys that AWS fills in are present and match this caller. `keys` are those that matter. */
export function isPlausible(request: Witness, keys: ReadonlySet<string>): boolean {
  return faults(request, keys).length === 0;
}

function withValue(request: Witness, name: string, value: string | undefined): Witness {
  const rest = Object.entries(request.context).filter(([key]) => key.toLowerCase() !== name);
  return { ...request, context: { ...Object.fromEntries(rest), [name]: value === undefined ? [] : [value] } };
}

/** Callers a request may come from, according to its keys. */
function callers(request: Witness): Witness[] {
  if (request.principal.kind === "Attached") return [];
  const arn = heldValue(request, "aws:principalarn");
  const account = arn === undefined ? undefined : accountOf(arn);
  const found: RequestPrincipal[] = [];
  if (arn !== undefined && account) found.push({ kind: "AWS", value: arn, account });
  if (heldValue(request, "aws:principalisawsservice") === "true") {
    found.push({ kind: "Service", value: "example.amazonaws.com" });
  }
  return found.map((principal) => ({ ...request, principal }));
}

/** A variant of a request that could really be sent and still shows the same; undefined if none was found. */
export function plausible(
  request: Witness,
  keys: ReadonlySet<string>,
  holds: (request: Witness) => boolean,
): Witness | undefined {
  for (const start of [request, ...callers(request)]) {
    let best = start;
    for (const key of faults(start, keys)) {
      const sent = FACTS[key]?.isSent(best.principal) === true;
      const values = sent ? (FACTS[key]?.usual(best) ?? []) : [undefined];
      const variants = values.map((value) => withValue(best, key, value));
      best = variants.find((variant) => holds(variant)) ?? best;
    }
    if (isPlausible(best, keys) && holds(best)) return best;
  }
  return undefined;
}
