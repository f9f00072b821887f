import type { Node } from "#lib/iam/index.ts";
import { withBoundaries } from "../boundaries.ts";
import type { ReadNested } from "../nested/nested.ts";
import { child, items, stringValue } from "../node.ts";
import { type Deployed, type Findings, nothingFound, type TemplateOptions, type TemplatePolicy } from "../reading.ts";
import { readAttachments } from "./attachments.ts";
import { type Bounding, boundingIn, knownBoundaries, namedTest } from "./boundaries.ts";
import { isCloudControl, readCloudControl } from "./cloud-control.ts";
import { configurationOf } from "./configuration.ts";
import { joinedIn } from "./joined.ts";
import { goingFrom, namedBy, readLinks } from "./links.ts";
import { deployedResources, isData, managed, type PlannedResource, plannedResources } from "./plan.ts";
import { addIncomplete, type Plan, readRow } from "./policies.ts";
import { broughtBy, namesOf } from "./policies-elsewhere.ts";
import { POLICY_TABLE, type PolicyRow } from "./policy-table.ts";
import { isReadType } from "./policy-types.ts";
import { readSharing } from "./sharing.ts";
import { sourcesIn } from "./sources.ts";
import { readStack } from "./stacks.ts";
import { readStatement, STATEMENT_TYPES } from "./statements.ts";
import { suspectsIn } from "./suspects.ts";

const ROWS = new Map<string, PolicyRow[]>();
for (const row of POLICY_TABLE) ROWS.set(row.type, [...(ROWS.get(row.type) ?? []), row]);

/** Every policy that exists after a Terraform plan, with its predecessor, and everything deployed before the plan. */
export function readTerraformPlan(root: Node, options: TemplateOptions, nested: ReadNested): Findings {
  const configuration = configurationOf(root);
  const plan: Unjoined = { configuration, sources: sourcesIn(root), options, findings: nothingFound(), nested };
  const { findings } = plan;
  readState(root, findings);
  const planned = plannedResources(root);
  const resources = planned.flatMap((each) => ("message" in each ? [] : [each]));
  findings.incomplete.push(...planned.flatMap((each) => ("message" in each ? [each] : [])));
  readResources(resources, plan);
  readDeferred(root, findings);
  const bounding = boundingIn(root);
  const deployed = deployedResources(root);
  return {
    ...bounded(findings, resources, bounding),
    goes: goingFrom(deployed, resources),
    deployed: readDeployed(deployed, plan, bounding),
  };
}

/** A plan before its related resources are joined. */
type Unjoined = Omit<Plan, "joined">;

function readResources(resources: readonly PlannedResource[], unjoined: Unjoined): void {
  const names = namesOf(resources);
  const plan: Plan = { ...unjoined, joined: joinedIn(resources, unjoined.sources) };
  for (const resource of resources.filter(({ type }) => !isCloudControl(type))) readResource(resource, names, plan);
  readCloudControl(resources, plan);
  plan.findings.resources.push(...resources.flatMap(namedBy));
}

function bounded(findings: Findings, resources: readonly PlannedResource[], { isSure, isHandedOn }: Bounding) {
  const isNamed = namedTest(resources);
  const isHeld = ({ logicalId, arns = [] }: TemplatePolicy) =>
    isHandedOn(logicalId) || arns.some(({ arn }) => isNamed(arn));
  return withBoundaries(findings, { bounds: knownBoundaries(resources), isHeld, isSure });
}

/**
 * Reads what exists before the plan. It is only used for comparison and not judged, so unreadable parts are not
 * reported.
 */
function readDeployed(resources: readonly PlannedResource[], plan: Unjoined, bounding: Bounding): Deployed {
  const findings = nothingFound();
  readResources(resources, { ...plan, findings });
  const { policies, attachments, links, resources: named } = bounded(findings, resources, bounding);
  return { policies, attachments, links, resources: named };
}

function readResource(resource: PlannedResource, names: ReadonlySet<string>, plan: Plan): void {
  const rows = ROWS.get(resource.type) ?? [];
  for (const row of rows) readRow(row, resource, plan);
  readAttachments(resource, plan);
  readLinks(resource, plan);
  const shared = readSharing(resource, plan);
  const nested = readStack(resource, plan);
  if (STATEMENT_TYPES.has(resource.type)) {
    readStatement(resource, plan);
    return;
  }
  const brought = broughtBy(resource, names, plan.sources);
  const suspects = suspectsIn(resource, [...[...rows, ...shared].flatMap(({ path }) => path[0] ?? []), ...nested]);
  const { node, path } = resource;
  const unread = brought === undefined ? suspects : [{ message: brought, path, span: node.span }];
  for (const gap of unread) addIncomplete({ resource, plan, policyName: null, ...gap });
}

/** Reports a plan that says it is incomplete: it contains less than the configuration makes. */
function readState(root: Node, findings: Findings): void {
  const errored = child(root, "errored");
  const complete = child(root, "complete");
  if (errored?.kind === "boolean" && errored.value) {
    const message = "Terraform stopped this plan with an error, so it does not contain every resource.";
    findings.incomplete.push({ message, path: ["errored"], span: errored.span });
  } else if (complete?.kind === "boolean" && !complete.value) {
    const message = "This plan is partial. Another plan must follow it, and what that plan adds is not read.";
    findings.incomplete.push({ message, path: ["complete"], span: complete.span });
  }
}

function readDeferred(root: Node, findings: Findings): void {
  for (const [index, deferred] of items(child(root, "deferred_changes")).entries()) {
    const change = child(deferred, "resource_change");
    const identity = managed(change ?? deferred);
    if (change && !identity && isData(change)) continue;
    const kind =
      identity && (ROWS.get(identity.type)?.[0]?.kind ?? (STATEMENT_TYPES.has(identity.type) ? "resource" : undefined));
    if (identity && !isReadType(identity.type)) continue;
    const reason = stringValue(child(deferred, "reason")) ?? "no reason given";
    findings.incomplete.push({
      message: `The plan defers this resource (${reason}); its policies are not known yet.`,
      path: ["deferred_changes", index],
      span: deferred.span,
      policyName: null,
      ...(identity && { resourceType: identity.type, logicalId: identity.address }),
      ...(kind && { kind }),
    });
  }
}
