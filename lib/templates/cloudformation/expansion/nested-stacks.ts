import type { Node } from "#lib/iam/index.ts";
import { type Owner, seeGaps } from "#lib/templates/cloudformation/report.ts";
import { branchOf, caseOf } from "#lib/templates/cloudformation/values/cases.ts";
import { exploreAll } from "#lib/templates/cloudformation/values/explore.ts";
import { afresh, type Resolution } from "#lib/templates/cloudformation/values/outcome.ts";
import { whyElsewhere } from "#lib/templates/cloudformation/values/pseudo-parameters.ts";
import { type NestedFindings, nestedFindings, type Outer } from "#lib/templates/nested/nested-findings.ts";
import { child, rowOf } from "#lib/templates/node.ts";
import type { Path } from "#lib/templates/reading.ts";
import { listedParameters, namedParameters, type ReadValues } from "./nested-parameters.ts";

/**
 * What a resource type deploys, in words for people, the properties that can name its template, and the values it
 * passes.
 */
type Nested = { what: string; sources: string[]; values: ReadValues };

const NESTED: Record<string, Nested> = {
  "AWS::CloudFormation::Stack": { what: "a nested stack", sources: ["TemplateURL"], values: namedParameters },
  "AWS::CloudFormation::StackSet": {
    what: "a stack set",
    sources: ["TemplateBody", "TemplateURL"],
    values: listedParameters,
  },
  "AWS::Serverless::Application": { what: "an application", sources: ["Location"], values: namedParameters },
};

/** The property that contains the template itself; the others name a file. */
const BODY = "TemplateBody";

export const NESTING_TYPES = Object.keys(NESTED);

/**
 * Reads the templates a resource deploys, and returns the properties that contain them. Unreadable templates are gaps.
 */
export function readNestedStacks(owner: Owner): string[] {
  const nested = rowOf(NESTED, owner.type);
  if (nested) readNestedIn(owner, nested);
  return nested ? nested.sources : [];
}

function readNestedIn(owner: Owner, { what, sources, values }: Nested): void {
  const properties = child(owner.node, "Properties");
  const property = sources.find((each) => child(properties, each)) ?? "";
  const named = child(properties, property);
  const below = named ? [...owner.path, property] : properties ? owner.path : owner.path.slice(0, -1);
  const place = { path: below, span: (named ?? properties ?? owner.node).span };
  const unread = (why: string, env: Resolution) => {
    const message = `The template of ${what} is not part of this template, so its policies are not read. ${why}`;
    seeGaps(owner, { policyName: null }, [{ message, ...place }], env);
  };
  if (!properties || !named) {
    unread(BY_ITSELF, owner.env);
    return;
  }
  const leaves = exploreAll(afresh(owner.env), (own) => {
    const source = sourceIn({ named, property, path: below }, own);
    if (typeof source === "string") return source;
    // The nested template does not know the world around it.
    const why = whyElsewhere(own);
    if (why !== null) return why;
    return values(properties, owner.path, own)?.map((given) => ({ ...source, ...given })) ?? PARAMETERS;
  });
  if (typeof leaves === "string") unread(leaves, owner.env);
  const met = new Set<string>();
  for (const { env, result } of typeof leaves === "string" ? [] : leaves) {
    if (typeof result === "string") unread(result, env);
    for (const source of typeof result === "string" ? [] : result) {
      const read = env.template.nested(source);
      if (read.ok) add(owner, nestedFindings(read.reading, read.alone, outerOf(owner, place, env)), met);
      else unread(read.message, env);
    }
  }
}

const PARAMETERS = "The values of its parameters are known only at deployment.";
const BY_ITSELF = "Check it separately.";

type Place = Pick<Outer, "path" | "span">;

function outerOf({ logicalId, type: resourceType }: Owner, place: Place, env: Resolution): Outer {
  const assumptions = [...env.trace.assumptions.values()];
  return { ...place, logicalId, resourceType, assumptions, branch: branchOf([caseOf(env)], env.template) };
}

/** Several groups of one stack set may produce the same findings. */
function add({ findings }: Owner, found: NestedFindings, met: Set<string>): void {
  const isNew = (one: object) => {
    const { node: _, within: __, ...said } = one as Record<string, unknown>;
    const key = JSON.stringify(said);
    return !met.has(key) && met.add(key);
  };
  findings.policies.push(...found.policies.filter(isNew));
  findings.incomplete.push(...found.incomplete.filter(isNew));
  findings.attachments.push(...found.attachments.filter(isNew));
  findings.keptOut = [...(findings.keptOut ?? []), ...found.keptOut.filter(isNew)];
  findings.links.push(...found.links.filter(isNew));
  findings.resources.push(...found.resources.filter(isNew));
  findings.neverMade = [...(findings.neverMade ?? []), ...found.neverMade.filter(isNew)];
}

type Asked = { named: Node; property: string; path: Path };

/** The template that a value is or names in a world, or why it is unknown. */
function sourceIn({ named, property, path }: Asked, env: Resolution): { file: string } | { text: string } | string {
  const outcome = env.resolve(named, path, env);
  if (outcome.kind === "unresolved") return env.trace.gaps[0]?.message ?? BY_ITSELF;
  if (outcome.kind !== "string") return property === BODY ? `${property} must be a string.` : BY_ITSELF;
  if (property === BODY) return { text: outcome.value };
  return /^[a-z][a-z\d+.-]*:/i.test(outcome.value) ? BY_ITSELF : { file: outcome.value };
}
