import type { Policy, ServiceAction, ServiceFacts } from "../language/index.ts";
import type { Witness } from "../match/index.ts";

export type Pair = Pick<Witness, "action" | "resource">;

/** Well-known actions for use if any action works, each with a resource it accepts. */
const WELL_KNOWN: readonly Pair[] = [
  { action: "s3:GetObject", resource: "arn:aws:s3:::example/example" },
  { action: "iam:CreateUser", resource: "arn:aws:iam::111122223333:user/example" },
  { action: "ec2:TerminateInstances", resource: "arn:aws:ec2:us-east-1:111122223333:instance/i-0123456789abcdef0" },
  { action: "kms:Decrypt", resource: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" },
  { action: "organizations:LeaveOrganization", resource: "*" },
];

const FIELDS: Readonly<Record<string, string>> = { Partition: "aws", Region: "us-east-1", Account: "111122223333" };

/** Ids in AWS's format, by placeholder. */
const IDS: Readonly<Record<string, string>> = {
  ImageId: "ami-0123456789abcdef0",
  InstanceId: "i-0123456789abcdef0",
  KeyId: "1234abcd-12ab-34cd-56ef-1234567890ab",
  SecurityGroupId: "sg-0123456789abcdef0",
  SnapshotId: "snap-0123456789abcdef0",
  SubnetId: "subnet-0123456789abcdef0",
  VolumeId: "vol-0123456789abcdef0",
  VpcId: "vpc-0123456789abcdef0",
};

/** Familiar actions are named first: those that begin with one of these, and short names. */
const VERBS = ["Get", "Put", "Create", "Delete", "Update", "List", "Describe"];

function rank({ name }: ServiceAction): number {
  const verb = VERBS.findIndex((start) => name.startsWith(start));
  return (verb < 0 ? VERBS.length : verb) * 1000 + name.length;
}

const MOST_ACTIONS = 400;
const MOST_PAIRS = 24;

const PLACE_HOLDER = /\$\{([^{}]*)\}/g;

function filledIn(arnPattern: string): string {
  return arnPattern.replace(PLACE_HOLDER, (_, name: string) => FIELDS[name] ?? IDS[name] ?? "example");
}

/** ARNs of this format, with anything in its placeholders; names may include slashes, fields no colon. */
function formOf(arnPattern: string): RegExp {
  const parts = arnPattern.split(PLACE_HOLDER).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    return part in FIELDS ? "[^:]+" : ".+";
  });
  return new RegExp(`^${parts.join("")}$`);
}

/** ARNs for an action's resources: the request's own if valid, then one of each type, in the account's own style. */
function resourcesFor(
  { resourceTypes }: ServiceAction,
  service: string,
  request: Witness,
  facts: ServiceFacts,
): string[] {
  const known = new Map(facts.resourceTypes(service).map(({ name, arnPattern }) => [name, arnPattern]));
  const patterns = resourceTypes
    .flatMap(({ name }) => known.get(name) ?? [])
    .sort((left, right) => left.length - right.length);
  if (resourceTypes.length === 0) return ["*"];
  const own = patterns.some((pattern) => formOf(pattern).test(request.resource)) ? [request.resource] : [];
  return [...own, ...patterns.map(filledIn), ...patterns.flatMap((pattern) => nearTo(request.resource, pattern))];
}

/** An ARN that begins like the request's and continues in this format. */
function nearTo(resource: string, arnPattern: string): string[] {
  const fields = resource.split(":");
  const formed = filledIn(arnPattern).split(":");
  const own = fields
    .slice(5)
    .join(":")
    .replace(/[x-z]?$/, "");
  const head = formed.slice(0, 5).map((field, index) => fields[index] || field);
  const tail = formed.slice(5).join(":");
  return own === ""
    ? [[...head, tail].join(":")]
    : [[...head, `${own}example`].join(":"), [...head, `${own}/example`].join(":")];
}

/** The actions a request may represent: its own if it exists, otherwise those that begin like it. */
function actionsFor(
  action: string,
  policies: readonly Policy[],
  facts: ServiceFacts,
): { service: string; action: ServiceAction }[] {
  const [service = "", name = ""] = action.split(":");
  const known = facts.action(service, name);
  if (known !== undefined) return [{ service, action: known }];
  const start = name.replace(/[x-z]$/, "").toLowerCase();
  const written = policies.flatMap(({ statements }) => statements.flatMap(({ actions }) => actions.patterns));
  const named = written.flatMap(({ text }) => {
    const [of = "", exact = ""] = text.split(":");
    const found = of.toLowerCase() === service ? facts.action(service, exact) : undefined;
    return found === undefined ? [] : [found];
  });
  const alike = facts.actions(service).filter((one) => one.name.toLowerCase().startsWith(start));
  const ranked = [...alike].sort((left, right) => rank(left) - rank(right));
  return [...named, ...ranked].slice(0, MOST_ACTIONS).map((one) => ({ service, action: one }));
}

function pairsOf(request: Witness, policies: readonly Policy[], facts: ServiceFacts): Pair[] {
  return actionsFor(request.action, policies, facts).flatMap(({ service, action }) =>
    resourcesFor(action, service, request, facts).map((resource) => ({
      action: `${service}:${action.name}`,
      resource,
    })),
  );
}

/** Actions with resources they accept, near those of a request, nearest first. They are not known to show anything. */
export function realPairs(request: Witness, policies: readonly Policy[], facts?: ServiceFacts): Pair[] {
  const [service = ""] = request.action.split(":");
  if (/^[x-z]$/.test(service)) return [...WELL_KNOWN];
  if (facts === undefined || !facts.isAtHand(service)) return [];
  const pairs = pairsOf(request, policies, facts);
  const own = pairs.filter(({ resource }) => resource === request.resource);
  return [...own, ...pairs.filter((pair) => !own.includes(pair))].slice(0, MOST_PAIRS);
}
