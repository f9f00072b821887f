import type { ApiOperation, Schema } from "./api.ts";
import { ESCALATES } from "./policies.ts";
import { composerModel } from "./threat-models.ts";

/** What to fill a field of free text with. */
export type Text = (name: string) => string;

/** Values of fields that have a form of their own, by name. Everything else follows from its schema. */
const OWN: Record<string, unknown> = {
  documentName: "zebra-policy.json",
  account: "123456789012",
  actions: ["iam:PassRole"],
  acceptedManagedPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
  code: "IAM-1",
  dueOn: "2026-12-10",
  expiresOn: "2026-12-10",
  acceptedUntil: "2026-12-10",
  resumeOn: "2026-12-10",
  launchedOn: "2026-11-25",
  memberArticle: "a",
  memberLabel: "Guardian",
  memberPlural: "Guardians",
  requestedLaunchOn: "2026-12-10",
  completedOn: "2026-11-25",
  onDate: "2026-11-25",
  endsOn: null,
  eligibleFrom: "2026-01-01",
  eligibleTo: "2026-12-31",
  email: "new.person@example.com",
  fingerprint: `${"0".repeat(64)}:1`,
  fromHour: 9,
  heldOn: "2026-11-20",
  holidays: ["2026-12-25"],
  identity: [],
  quarter: "2026-Q4",
  requiredCourses: ["TM"],
  resource: [],
  resources: ["*"],
  timeZone: "UTC",
  toHour: 17,
  trustedPrincipals: ["arn:aws:iam::123456789012:root"],
  weekdays: [1, 2, 3, 4, 5],
};

/** Values that one operation needs other than the rest. */
const OF_OPERATION: Record<string, Record<string, unknown>> = {
  // Without the address, which is an admin's to change.
  "PATCH /api/v1/people/[person]": { email: undefined },
  // Without the days after which leavers are erased, which are an admin's to change.
  "PATCH /api/v1/program": { eraseAfterDays: undefined },
  // Without the first day, which is over.
  "PATCH /api/v1/teams/[team]": { eligibleFrom: undefined },
  "POST /api/v1/threat-models": { content: composerModel(), fileName: "model.json", threatModelId: 1 },
  "POST /api/v1/reviews/[ref]/documents": { content: ESCALATES },
  "POST /api/v1/reviews/[ref]/evidence": {
    documents: [{ name: "role.json", content: ESCALATES }],
    threatModel: { fileName: "model.json", content: composerModel(), authorRole: "builder" },
  },
  "POST /api/v1/reviews/[ref]/change-request": { results: ["0".repeat(64)] },
  "POST /api/v1/check-profiles/imports": {
    profileId: 1,
    content: JSON.stringify({ name: "Imported", publicAccess: true }),
  },
  "POST /api/v1/people/[person]/roles": { role: "security_engineer", organisationId: null },
  "POST /api/v1/check-profiles": { profileId: 1 },
  "POST /api/v1/goals": { baseline: null, target: 10, dueOn: "2026-12-31", organisationId: null, replaces: null },
  "PATCH /api/v1/goals/[goal]": { target: 3, dueOn: "2026-12-31" },
  "POST /api/v1/program-reviews": { quarter: "2026-Q2" },
};

const WORDS: Text = (name) => `${name} in words`;

/** A body that the operation takes, with every field filled in. `own` says other values of fields, by name. */
export function exampleBody(
  operation: Pick<ApiOperation, "name" | "body">,
  own: Record<string, unknown> = {},
  text: Text = WORDS,
): unknown {
  const values = { ...OWN, ...OF_OPERATION[operation.name], ...own };
  return operation.body ? exampleOf(operation.body, { values, text }, "body") : undefined;
}

type Ways = { values: Record<string, unknown>; text: Text };

function exampleOf(schema: Schema, ways: Ways, name: string): unknown {
  if (name in ways.values) return ways.values[name];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [choice] = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(({ type }) => type !== "null");
  if (choice) return exampleOf(choice, ways, name);
  const type = Array.isArray(schema.type) ? schema.type.find((each) => each !== "null") : schema.type;
  if (type === "object") {
    const fields = Object.entries(schema.properties ?? {});
    return Object.fromEntries(fields.map(([field, of]) => [field, exampleOf(of, ways, field)]));
  }
  if (type === "array") return [exampleOf(schema.items ?? {}, ways, name)];
  if (type === "boolean") return true;
  if (type === "string") return schema.format === "uri" ? address(ways.text(name)) : ways.text(name);
  return Math.max(1, schema.minimum ?? 1);
}

function address(words: string): string {
  return `https://example.com/?q=${encodeURIComponent(words)}`;
}

/** Where the objects of a value are: the value itself, and those inside it. */
export function objectsIn(value: unknown, at: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, part]) =>
    objectsIn(part, [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return Array.isArray(value) ? inside : [at, ...inside];
}

/** The same value with one field more in the object that is there. */
export function withField(value: unknown, at: (string | number)[], field: string, more: unknown): unknown {
  const copy: unknown = structuredClone(value);
  let object = copy as Record<string | number, unknown>;
  for (const key of at) object = object[key] as Record<string | number, unknown>;
  object[field] = more;
  return copy;
}
