import type { Node } from "#lib/iam/index.ts";
import { policyDocument } from "../json-source.ts";
import { child, rowOf, stringValue } from "../node.ts";
import type { Path, PolicyKind } from "../reading.ts";
import type { PolicyRow } from "./policy-table.ts";
import { readWorlds } from "./read-worlds.ts";
import { type Owner, seeGaps } from "./report.ts";
import { exploreFirst } from "./values/explore.ts";
import { absorb, afresh, gap, isValue, newTrace, type Resolution } from "./values/outcome.ts";
import { TOO_MUCH } from "./values/template.ts";
import { type Place, walk } from "./walk.ts";

/** Reads every policy that one row of the table names in a resource. */
export function readRow(row: PolicyRow, owner: Owner): void {
  const properties = child(owner.node, "Properties");
  const env = afresh(owner.env);
  const places: Place[] = properties
    ? walk(properties, row.path, owner.path, env)
    : [{ kind: "missing", path: owner.path, span: owner.node.span, env }];
  for (const place of places) {
    if (place.kind === "found") readFound(row, owner, place);
    const about = { kind: row.kind, policyName: nameOf(row, place, place.env) };
    if (place.kind === "gap") seeGaps(owner, about, [place.gap], place.env);
    if (place.kind === "missing" && row.required && isRequiredAt(row, place)) {
      const message = `${row.path.at(-1)} is missing.`;
      seeGaps(owner, about, [{ message, path: place.path, span: place.span }], place.env);
    }
  }
}

/**
 * Whether the document is required here: a list of inline policies is optional, but the document in each of its items
 * is not.
 */
function isRequiredAt(row: PolicyRow, place: { path: Path }): boolean {
  const star = row.path.indexOf("*");
  return star === -1 || place.path.at(-1) === row.path.at(-1);
}

function nameOf(row: PolicyRow, place: Place, env: Resolution): string | null {
  const parent = place.kind === "found" || place.kind === "missing" ? place.parent : undefined;
  const name = row.name ? child(parent, row.name) : undefined;
  const outcome = name && exploreFirst(env, (own) => own.resolve(name, [], own));
  return outcome?.kind === "string" ? outcome.value : null;
}

function readFound(row: PolicyRow, owner: Owner, place: Extract<Place, { kind: "found" }>): void {
  const { node, path } = place;
  const properties = child(owner.node, "Properties");
  const kindIn = (env: Resolution) => kindOf(row, owner, env);
  readWorlds(owner, place.env, {
    about: (env) => ({
      kind: kindIn(afresh(env)) ?? row.kind,
      policyName: nameOf(row, place, env),
      path,
      span: node.span,
    }),
    missing: row.required && !row.byType ? `${row.path.at(-1)} is missing.` : undefined,
    read: (env) => {
      const kind = kindIn(env);
      if (!kind) return kind;
      const document = documentIn(node, path, env);
      return document && { node: document, publicType: publicTypeOf(row, properties, env) };
    },
  });
}

/** The kind of a policy in one world; null if the resource's type has policies that do not belong to IAM. */
function kindOf({ byType, kind }: PolicyRow, { node, path }: Owner, env: Resolution): PolicyKind | null | undefined {
  if (!byType) return kind;
  const type = child(child(node, "Properties"), "Type");
  const outcome = type ? env.resolve(type, [...path, "Type"], env) : gap(env, "Type is missing.", path, node);
  if (!isValue(outcome)) return undefined;
  return rowOf(byType, stringValue(outcome) ?? "") ?? null;
}

/** Reads a document at one place, in each of its worlds. */
export function readDocument(
  owner: Owner,
  { node, path, env }: Pick<Extract<Place, { kind: "found" }>, "node" | "path" | "env">,
  about: { kind: PolicyKind; policyName: string | null },
): void {
  readWorlds(owner, env, {
    about: () => ({ ...about, path, span: node.span }),
    read: (own) => {
      const document = documentIn(node, path, own);
      return document && { node: document, publicType: null };
    },
  });
}

function documentIn(node: Node, path: Path, env: Resolution): Node | null | undefined {
  const outcome = env.resolve(node, path, env);
  if (outcome.kind === "absent") return null;
  if (!isValue(outcome)) return undefined;
  const { budget } = env.template;
  if (outcome.kind === "string") budget.steps -= Math.ceil(outcome.value.length / CHARACTERS_PER_STEP);
  const document = budget.steps > 0 ? policyDocument(outcome) : { ok: false as const, message: TOO_MUCH };
  if (document.ok) return document.node;
  gap(env, document.message, path, node);
  return undefined;
}

/** Parsing a document from a string costs about one step per this many characters. */
const CHARACTERS_PER_STEP = 8;

function publicTypeOf(row: PolicyRow, properties: Node | undefined, env: Resolution): string | null {
  const source = row.byArn && child(properties, row.byArn.property);
  if (!row.byArn || !source) return row.publicType;
  const trace = newTrace();
  const outcome = env.resolve(source, [], { ...env, trace });
  absorb(env.trace, { ...trace, assumptions: new Map() });
  const arn = outcome.kind === "string" ? outcome.value : "";
  return row.byArn.when.find(([pattern]) => pattern.test(arn))?.[1] ?? row.publicType;
}
