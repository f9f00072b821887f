import { type Fields, isRecord } from "./fields.ts";
import type { AccessPreviewFinding } from "./preview-findings.ts";

type Criterion = { key: string; eq?: string[]; neq?: string[]; contains?: string[]; exists?: boolean };

/** Selects the findings that meet every criterion. */
export type FindingFilter = Criterion[];

/** Source: IAM User Guide, "IAM Access Analyzer filter keys", those for external access. */
const KEYS: Readonly<Record<string, (finding: AccessPreviewFinding) => string | undefined>> = {
  resource: ({ resource }) => resource,
  resourceType: ({ resourceType }) => resourceType,
  resourceOwnerAccount: ({ resourceOwnerAccount }) => resourceOwnerAccount,
  isPublic: ({ isPublic }) => String(isPublic),
  error: ({ error }) => error,
  "principal.AWS": ({ principal }) => principal.AWS,
  "principal.Federated": ({ principal }) => principal.Federated,
  "principal.CanonicalUser": ({ principal }) => principal.CanonicalUser,
};

/** Keys that only filter lists of findings. A preview's findings here are not compared with existing findings. */
const KEYS_OF_LISTS: typeof KEYS = {
  id: ({ id }) => id,
  status: ({ status }) => status,
  changeType: ({ changeType }) => changeType,
  existingFindingId: () => undefined,
  existingFindingStatus: () => undefined,
};

const TEXT_OPERATORS = ["eq", "neq", "contains"] as const;
const OPERATORS: readonly string[] = [...TEXT_OPERATORS, "exists"];
const CONDITION = "condition.";
const MOST_KEYS = 50;
const MOST_VALUES = 20;
const LONGEST_VALUE = 2048;

function isKnown(key: string, ofList: boolean): boolean {
  if (key.length > CONDITION.length && key.startsWith(CONDITION)) return true;
  return Object.hasOwn(KEYS, key) || (ofList && Object.hasOwn(KEYS_OF_LISTS, key));
}

/** The values of a finding's condition keys, ignoring case; the first of several keys that differ only in case. */
function conditionsOf({ condition }: AccessPreviewFinding): Map<string, string> {
  return new Map(
    Object.entries(condition)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .reverse(),
  );
}

function textOf(finding: AccessPreviewFinding, key: string, conditions: Map<string, string>): string | undefined {
  if (key.startsWith(CONDITION)) return conditions.get(key.slice(CONDITION.length).toLowerCase());
  return (KEYS[key] ?? KEYS_OF_LISTS[key])?.(finding);
}

function readCriterion(fields: Fields, key: string, value: unknown): Criterion {
  const place = `filter.${key}`;
  const criterion: Criterion = { key };
  if (!isRecord(value)) {
    fields.fail(place, "Member must be a structure");
    return criterion;
  }
  for (const name of Object.keys(value)) {
    if (!OPERATORS.includes(name))
      fields.fail(`${place}.${name}`, `The operator must be one of ${OPERATORS.join(", ")}`);
  }
  for (const name of TEXT_OPERATORS) {
    const values = value[name] ?? undefined;
    if (values === undefined) continue;
    const texts = fields.texts(`${place}.${name}`, values, MOST_VALUES, LONGEST_VALUE);
    if (Array.isArray(values) && values.length === 0) {
      fields.fail(`${place}.${name}`, "Member must have length greater than or equal to 1");
    }
    criterion[name] = texts;
  }
  const exists = value.exists ?? undefined;
  if (typeof exists === "boolean") criterion.exists = exists;
  else if (exists !== undefined) fields.fail(`${place}.exists`, "Member must be a boolean");
  if (Object.keys(criterion).length === 1) fields.fail(place, `Member must have one of ${OPERATORS.join(", ")}`);
  return criterion;
}

/** Reads a map of criteria by key. `ofList`: includes keys that archive rules do not have. */
export function readFilter(
  fields: Fields,
  filter: Record<string, unknown>,
  { ofList }: { ofList: boolean },
): FindingFilter {
  if (Object.keys(filter).length > MOST_KEYS) {
    fields.fail("filter", `Member must have at most ${MOST_KEYS} elements`);
  }
  return Object.entries(filter)
    .slice(0, MOST_KEYS)
    .map(([key, value]) => {
      if (!isKnown(key, ofList)) {
        const names = [...Object.keys(KEYS), ...(ofList ? Object.keys(KEYS_OF_LISTS) : []), `${CONDITION}KEY`];
        fields.fail(`filter.${key}`, `The key must be one of ${names.join(", ")}`);
      }
      return readCriterion(fields, key, value);
    });
}

function meets(
  finding: AccessPreviewFinding,
  conditions: Map<string, string>,
  { key, eq, neq, contains, exists }: Criterion,
): boolean {
  const value = textOf(finding, key, conditions);
  if (exists !== undefined && exists !== (value !== undefined)) return false;
  if (eq !== undefined && (value === undefined || !eq.includes(value))) return false;
  if (neq !== undefined && value !== undefined && neq.includes(value)) return false;
  return contains === undefined || (value !== undefined && contains.some((part) => value.includes(part)));
}

export function filterTakes(filter: FindingFilter, finding: AccessPreviewFinding): boolean {
  const conditions = conditionsOf(finding);
  return filter.every((criterion) => meets(finding, conditions, criterion));
}
