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
    otherNames(size),
  ];
}

const USER_ID = "AIDAAAAAAAAAAAAAAAAAA";
const ROLE_ID = "AROAAAAAAAAAAAAAAAAAA";
const CANONICAL = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
const FEDERATED = `arn:aws:sts::${OURS}:federated-user/f`;

/** One caller by several names: unique id, canonical id, and the user behind a federated session. */
function otherNames(size: Size): Comparison {
  const named: PlainPrincipals[] = [
    ...[OURS, USER_U, ROLE_R, FEDERATED, USER_ID, ROLE_ID, [USER_ID, ROLE_ID], [USER_U, FEDERATED]].map((AWS) => ({
      AWS,
    })),
    { CanonicalUser: CANONICAL },
    ...(size === "small" ? [] : ([{ AWS: SESSION }, { AWS: OURS, CanonicalUser: CANONICAL }] as const)),
  ];
  const allows = named.map((Principal) => s.allow({ Principal }));
  const denies = named.flatMap((each) => [s.deny({ Principal: each }), s.deny({ NotPrincipal: each })]);
  const owner = (value: string, more: object): PlainCaller => ({ kind: "AWS", value, account: OURS, ...more });
  const either = (value: string, more: Record<string, string>): PlainCaller[] => [
    owner(value, {}),
    owner(value, { canonicalId: CANONICAL }),
    owner(value, more),
    owner(value, { ...more, canonicalId: CANONICAL }),
  ];
  return {
    name: "one caller by several names",
    type: "resource",
    policies: s.narrowed(allows, size === "small" ? denies.filter((_, at) => at % 2 === 0) : denies),
    grid: {
      callers: [
        ...either(USER_U, { uniqueId: USER_ID }),
        ...either(ROLE_R, { uniqueId: ROLE_ID }),
        ...either(SESSION, { uniqueId: ROLE_ID }),
        ...either(FEDERATED, { user: USER_U }),
        { kind: "CanonicalUser", value: CANONICAL },
        { kind: "AWS", value: `arn:aws:iam::${THEIRS}:user/u`, account: THEIRS, canonicalId: CANONICAL },
      ],
    },
  };
}
