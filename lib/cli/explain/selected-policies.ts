import { attachedPolicies, type ManagedPolicies } from "#lib/checks/managed-policies.ts";
import type { PolicyRole } from "#lib/checks/request/request-policy.ts";
import type { PolicyKind, TemplatePolicy, TemplateReading } from "#lib/templates/read.ts";
import { boundaryInPlan, givenInPlan } from "./given-in-plan.ts";
import { boundaryInTemplate, givenInTemplate, type Holders } from "./given-in-template.ts";

type Read = Extract<TemplateReading, { ok: true }>;

/** The policies of a document involved in a decision, and which parts are unknown. */
type Selected = { policies: TemplatePolicy[]; gaps: { role: PolicyRole; message: string }[] };

type Selection = { ok: true; selected: Selected } | { ok: false; choices: string[] };

const KINDS: Record<PolicyRole, PolicyKind[]> = {
  identity: ["identity"],
  resource: ["resource", "trust"],
  permissions_boundary: ["boundary", "identity"],
  session: ["session", "identity"],
  service_control: ["service_control"],
  resource_control: ["resource_control"],
};

/** A single policy, rather than one of several in data. */
function isPlain({ format, policies, incomplete, attachments }: Read): boolean {
  const parts = [...policies, ...incomplete, ...attachments];
  return format === "policy" && parts.every(({ logicalId }) => logicalId === "policy");
}

const NONE_ACCEPTED = { acceptedManagedPolicies: new Set<string>() };

/**
 * The policies these resources have or attach, and those given to them. With no name, the only resource with policies;
 * if there are several, `choices` lists them. A plain policy has the role the caller states.
 */
export function selectedPolicies(
  reading: Read,
  role: PolicyRole,
  resources: readonly string[] | null,
  managed: ManagedPolicies,
): Selection {
  if (isPlain(reading)) {
    const gaps = reading.incomplete.map(({ message }) => ({ role, message }));
    return { ok: true, selected: { policies: reading.policies, gaps } };
  }
  const isMeant = ({ kind }: { kind?: PolicyKind }) => kind === undefined || KINDS[role].includes(kind);
  const own = reading.policies.filter(isMeant);
  const gaps = reading.incomplete.filter(isMeant);
  const attachments = role === "resource" ? [] : reading.attachments;
  const holders = new Map(
    [...own, ...gaps, ...attachments].flatMap(({ logicalId, resourceType = "" }) =>
      logicalId === undefined ? [] : [[logicalId, resourceType] as const],
    ),
  );
  const named = resources ?? (holders.size === 1 ? [...holders.keys()] : []);
  const given = role === "identity" ? givenTo(reading, named, holders) : NOTHING_GIVEN;
  const hasPart = (name: string) => holders.has(name) || given.holders.has(name);
  if (named.length === 0 || !named.every(hasPart)) return { ok: false, choices: [...holders.keys()] };
  const wanted = [...new Set([...named, ...given.sure])];
  const of = <Part extends { logicalId?: string }>(parts: readonly Part[]) =>
    parts.filter(({ logicalId }) => logicalId === undefined || wanted.includes(logicalId));
  const attached = of(attachments);
  const { known, unknown } = attachedPolicies({ ...reading, attachments: attached }, NONE_ACCEPTED, managed);
  const arns = new Set(attached.map(({ arn }) => arn));
  const made = own.filter((policy) => policy.arns?.some(({ arn }) => arns.has(arn)));
  return {
    ok: true,
    selected: {
      policies: [...new Set([...of(own), ...made, ...known])],
      gaps: [
        ...of(gaps).map(({ message }) => ({ role, message })),
        ...unknown.map(({ arn }) => ({ role, message: `The text of ${arn ?? "an attached policy"} is unknown.` })),
        ...given.gaps,
        ...(role === "identity" ? boundariesOf(reading, wanted) : []),
      ],
    },
  };
}

type Others = { sure: ReadonlySet<string>; holders: ReadonlySet<string>; gaps: Selected["gaps"] };

const NOTHING_GIVEN: Others = { sure: new Set(), holders: new Set(), gaps: [] };

/** What other resources give to these, including through groups; `holders` certainly receive something this way. */
function givenTo({ format, root, writtenOut = root }: Read, named: readonly string[], all: Holders): Others {
  const sure = new Set<string>();
  const holders = new Set<string>();
  const unsure = new Map<string, string>();
  const next = [...named];
  for (let name = next.shift(); name !== undefined; name = next.shift()) {
    const given = format === "cloudformation" ? givenInTemplate(writtenOut, name, all) : givenInPlan(root, name);
    if (given.sure.length > 0) holders.add(name);
    for (const each of given.unsure) unsure.set(each, name);
    for (const each of given.sure.filter((one) => !sure.has(one))) {
      sure.add(each);
      next.push(each);
    }
  }
  const open = [...unsure].filter(([giver]) => !sure.has(giver) && !named.includes(giver));
  const gaps = open.map(([giver, name]) => {
    const message = `${giver} may give policies to ${name}, which is known only at deployment. If the resource does so, name it in resources too.`;
    return { role: "identity" as const, message };
  });
  return { sure, holders, gaps };
}

/** A boundary limits the granted policies, and is not one of them. */
function boundariesOf({ format, root, writtenOut = root }: Read, wanted: readonly string[]): Selected["gaps"] {
  const boundary = (name: string) =>
    format === "cloudformation" ? boundaryInTemplate(writtenOut, name) : boundaryInPlan(root, name);
  return wanted.flatMap((name) => {
    const holding = boundary(name);
    if (holding === "no") return [];
    const message = holding === "yes" ? `${name} has a permissions boundary: ${GIVE}` : `${name} ${MAY_HAVE} ${GIVE}`;
    return [{ role: "permissions_boundary" as const, message }];
  });
}

const GIVE = "give it as a policy of type permissions_boundary.";
const MAY_HAVE = "is in a nested template and may have a permissions boundary there. Ask about that template, or";
