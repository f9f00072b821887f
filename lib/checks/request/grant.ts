import type { PolicyRole } from "./request-policy.ts";

/** Whether policies of one kind allow a request; undefined if none were given, and open if only some cases allow it. */
export type Held = boolean | "open" | undefined;

export type Circumstances = {
  /** An AWS principal, which has its own policies. */
  isSigned: boolean;
  /** Whether the caller and the resource share an account; null if unknown. */
  isSameAccount: boolean | null;
  /** The resource policy decides even in its own account: KMS key policies, and who may assume a role. */
  needsResource: boolean;
  /** The resource policy allows the caller itself, not only the caller's account. */
  isDirect: boolean;
};

/** Whether a request is granted if nothing denies it; `why` not, or what the answer depends on. */
export type Grant = { answer: boolean | "open"; why: string[] };

type Holds = (role: PolicyRole) => Held;

const NO_IDENTITY = "The caller's policies also decide, but were not given. Give them as identity policies.";
const NO_RESOURCE = "The resource policy must also allow the request, but was not given. Give it as a resource policy.";
const ACCOUNTS =
  "It is unknown whether the caller and the resource are in the same account, which determines whether both sides must allow the request. Set principal and resource_account.";
const LIMITS: [PolicyRole, string][] = [
  ["permissions_boundary", "permissions boundary"],
  ["session", "session policies"],
];

/**
 * Whether policies that do not deny a request grant it. Source: IAM User Guide, "Policy evaluation logic" and
 * "Cross-account policy evaluation logic".
 */
export function grantOf(holds: Holds, circumstances: Circumstances): Grant {
  const { isSigned, isSameAccount } = circumstances;
  const resource = sided(holds("resource"), "resource policy", NO_RESOURCE);
  if (!isSigned) return resource;
  const controls = limited("service_control", "service control policies", holds);
  if (controls.answer === false) return controls;
  if (isSameAccount !== null) return allOf([controls, ofAccounts(holds, circumstances, isSameAccount)]);
  const same = ofAccounts(holds, circumstances, true);
  if (holds("resource") === undefined) return allOf([controls, same]);
  const other = ofAccounts(holds, circumstances, false);
  return allOf([controls, same.answer === other.answer ? same : { answer: "open", why: [ACCOUNTS] }]);
}

function ofAccounts(holds: Holds, { needsResource, isDirect }: Circumstances, isSame: boolean): Grant {
  const resource = sided(holds("resource"), "resource policy", NO_RESOURCE);
  const limits = LIMITS.map(([role, name]) => limited(role, name, holds));
  const identity = allOf([sided(holds("identity"), "identity policies", NO_IDENTITY), ...limits]);
  if (!isSame) return allOf([resource, identity]);
  if (!isDirect) return needsResource ? allOf([resource, identity]) : identity;
  if (identity.answer === true || limits.every(({ answer }) => answer === true)) return resource;
  return { answer: "open", why: allOf(limits).why.map((words) => `${words} ${RESOURCE_BESIDE_LIMITS}`) };
}

const RESOURCE_BESIDE_LIMITS =
  "Whether this blocks what the resource policy allows depends on how the resource policy names the caller.";

function sided(held: Held, name: string, notGiven: string): Grant {
  if (held === undefined) return { answer: "open", why: [notGiven] };
  return { answer: held, why: held === true ? [] : [`No statement of the ${name} allows the request.`] };
}

/** A policy that limits other grants. If absent, it limits nothing. */
function limited(role: PolicyRole, name: string, holds: Holds): Grant {
  const held = holds(role);
  if (held === undefined || held === true) return { answer: true, why: [] };
  if (held === false) return { answer: false, why: [`The request is not allowed by the given ${name}.`] };
  const why = `Only part of the given ${name} allows the request. Ask about the policies of one level at a time.`;
  return { answer: "open", why: [why] };
}

/** Every part must grant the request. */
function allOf(grants: readonly Grant[]): Grant {
  const worst = ([false, "open", true] as const).find((answer) => grants.some((grant) => grant.answer === answer));
  const why = grants.filter(({ answer }) => answer === worst).flatMap((grant) => grant.why);
  return { answer: worst ?? true, why: [...new Set(why)] };
}
