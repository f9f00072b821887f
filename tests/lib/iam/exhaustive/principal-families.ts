import type { Comparison, Size } from "./family.ts";
import type { PlainCaller, PlainPrincipals, PlainStatement } from "./plain-policy.ts";
import { atMostOne } from "./request-grid.ts";
import * as s from "./shapes.ts";

const OURS = "111122223333";
const THEIRS = "444455556666";
const USER_U = `arn:aws:iam::${OURS}:user/u`;
const ROLE_R = `arn:aws:iam::${OURS}:role/r`;
const SESSION = `arn:aws:sts::${OURS}:assumed-role/r/s`;

export const CALLERS: PlainCaller[] = [
  { kind: "Anonymous" },
  ...[`arn:aws:iam::${OURS}:root`, USER_U, ROLE_R, SESSION, `arn:aws:sts::${OURS}:assumed-role/r/t`].map(
    (value): PlainCaller => ({ kind: "AWS", value, account: OURS }),
  ),
  { kind: "AWS", value: `arn:aws:iam::${THEIRS}:user/u`, account: THEIRS },
  { kind: "Service", value: "sns.amazonaws.com" },
  { kind: "Federated", value: "cognito-identity.amazonaws.com" },
];

/** Principal and NotPrincipal in resource policies, and a Deny beside them. */
export function principalFamilies(size: Size): Comparison[] {
  const aws: PlainPrincipals[] = [
    OURS,
    USER_U,
    ...(size === "small" ? [] : [SESSION, ROLE_R, `arn:aws:iam::${OURS}:root`]),
    [OURS, ROLE_R, SESSION],
  ].map((AWS) => ({ AWS }));
  const all: PlainPrincipals[] = ["*", ...aws, { Service: "sns.amazonaws.com" }];
  const named = all.map((Principal): Partial<PlainStatement> => ({ Principal }));
  const spared = all.slice(1).map((NotPrincipal): Partial<PlainStatement> => ({ NotPrincipal }));
  const allows = s.conditioned(named, [{}, s.test("StringEquals", s.PREFIX, "a")]).map((part) => s.allow(part));
  const denies = [...named, ...spared].map((part) => s.deny(part));
  return [
    {
      name: "principals",
      type: "resource",
      policies: s.narrowed(size === "small" ? allows.filter((_, at) => at % 2 === 0) : allows, denies),
      grid: { callers: CALLERS, keys: { [s.PREFIX]: atMostOne(["a", "b"]) } },
    },
  ];
}
