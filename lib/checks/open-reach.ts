import {
  actionsOf,
  evaluate,
  type Policy,
  type ServiceAction,
  type ServiceFacts,
  type Statement,
} from "#lib/iam/index.ts";
import { DEFAULT_ACCOUNT } from "./profile.ts";
import { ANY_NAME, atMost, written } from "./whole-service.ts";

/** S3 and its siblings, such as `s3express`, which store data of every kind. */
const STORAGE = /^s3/;
/** Policies that do not control who may use a resource. */
const OTHER_POLICIES =
  /AutoTermination|Backup|CoreNetwork|Cors|DataProtection|Index|Lifecycle|Metric|Mobile|Retention|Routing|Scaling|StorageTier/;
/** Actions to ask about when the actions of a service are not known. */
const UNKNOWN_SERVICE = ["PutResourcePolicy"];
const UNKNOWN_STORAGE = [...UNKNOWN_SERVICE, "GetObject", "PutObject"];

/**
 * Whether policies together allow using S3, or writing resource policies (`Put…Policy` and the like), on every resource
 * of a type. Ignores Denies and conditions.
 */
export function reachesEveryResource(policies: readonly Policy[], facts: ServiceFacts | undefined): boolean {
  const most = policies.map(atMost);
  return most
    .flatMap(({ statements }) => statements)
    .some((statement) =>
      asksOf(statement, facts).some(({ action, resource }) => {
        const request = { principal: { kind: "Attached" } as const, action, resource, context: {} };
        return evaluate(most, request).decision === "allowed";
      }),
    );
}

type Ask = { action: string; resource: string };
/** `arns`: formats with `${…}` for the variable parts. */
type WideAction = { service: string; name: string; arns: string[] };

function asksOf({ actions, resources }: Statement, facts: ServiceFacts | undefined): Ask[] {
  const prefixes = new Set(actions.patterns.map(({ text }) => text.split(":", 1)[0]?.toLowerCase() ?? ""));
  const wide = [...prefixes].flatMap((prefix) => wideActions(/[*?]/.test(prefix) ? "s3" : prefix, facts));
  const named = wide.filter(({ service, name }) => {
    return actionsOf(actions).isMatchedBy(`${service}:${name}`.toLowerCase(), () => undefined);
  });
  const places = resources?.patterns.map(({ text }) => text) ?? ["*"];
  return named.flatMap(({ service, name, arns }) =>
    arns.flatMap((arn) => places.map((place) => ({ action: `${service}:${name}`, resource: madeUp(arn, place) }))),
  );
}

function wideActions(service: string, facts: ServiceFacts | undefined): WideAction[] {
  if (!facts?.isAtHand(service)) {
    const names = STORAGE.test(service) ? UNKNOWN_STORAGE : UNKNOWN_SERVICE;
    return names.map((name) => ({ service, name, arns: [formatOf(service)] }));
  }
  const formats = new Map(facts.resourceTypes(service).map(({ name, arnPattern }) => [name, arnPattern]));
  return facts
    .actions(service)
    .filter((action) => givesAccess(action) || (STORAGE.test(service) && action.resourceTypes.length > 0))
    .map(({ name, resourceTypes }) => {
      const arns = resourceTypes.flatMap((type) => formats.get(type.name) ?? []);
      return { service, name, arns: arns.length > 0 ? arns : [formatOf(service)] };
    });
}

function givesAccess({ name, accessLevel }: ServiceAction): boolean {
  if (/^(?:Get|List|Describe)/.test(name)) return false;
  if (accessLevel.startsWith("Permissions management")) return true;
  return /^Put\w*Policy$/.test(name) && !OTHER_POLICIES.test(name);
}

function formatOf(service: string): string {
  return `arn:\${Partition}:${service}:\${Region}:\${Account}:\${Name}`;
}

/** A resource that no policy would name, in the partition, Region and account of a pattern. */
function madeUp(format: string, place: string): string {
  const [, partition, , region, account] = place.split(":");
  const fields = [
    written(partition, "aws"),
    undefined,
    written(region, "us-east-1"),
    written(account, DEFAULT_ACCOUNT),
  ];
  const made = format.split(":").map((field, at) => field.replace(/\$\{[^}]*\}?/g, fields[at - 1] ?? ANY_NAME));
  return made.join(":");
}
