import { attachedPolicies, type ManagedPolicies } from "#lib/checks/managed-policies.ts";
import type { PolicyRole } from "#lib/checks/request/request-policy.ts";
import { child } from "#lib/templates/node.ts";
import type { PolicyKind, TemplatePolicy, TemplateReading } from "#lib/templates/read.ts";

type Read = Extract<TemplateReading, { ok: true }>;

/** The policies of a document that have a part in a decision, and what of them is not known. */
export type Selected = { policies: TemplatePolicy[]; gaps: { role: PolicyRole; message: string }[] };

type Selection = { ok: true; selected: Selected } | { ok: false; choices: string[] };

const KINDS: Record<PolicyRole, PolicyKind[]> = {
  identity: ["identity"],
  resource: ["resource", "trust"],
  permissions_boundary: ["identity"],
  session: ["identity"],
  service_control: ["identity"],
  resource_control: ["resource"],
};

const NONE_ACCEPTED = { acceptedManagedPolicies: new Set<string>() };

/**
 * The policies that these resources of a template or plan hold or attach; of one resource where none is named and the document
 * has no other. Else the `choices` are its resources that have such policies. A plain policy is what the caller says it is.
 */
export function selectedPolicies(
  reading: Read,
  role: PolicyRole,
  resources: readonly string[] | null,
  managed: ManagedPolicies,
): Selection {
  if (reading.format === "policy") {
    const gaps = reading.incomplete.map(({ message }) => ({ role, message }));
    return { ok: true, selected: { policies: reading.policies, gaps } };
  }
  const isMeant = ({ kind }: { kind?: PolicyKind }) => kind === undefined || KINDS[role].includes(kind);
  const own = reading.policies.filter(isMeant);
  const gaps = reading.incomplete.filter(isMeant);
  const attachments = role === "resource" ? [] : reading.attachments;
  const holders = new Set([...own, ...gaps, ...attachments].flatMap(({ logicalId }) => logicalId ?? []));
  const wanted = resources ?? (holders.size === 1 ? [...holders] : []);
  if (wanted.length === 0 || wanted.some((name) => !holders.has(name))) return { ok: false, choices: [...holders] };
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
        ...unknown.map(({ arn }) => ({ role, message: `What ${arn ?? "an attached policy"} says is not known.` })),
        ...(role === "identity" ? boundariesOf(reading, wanted) : []),
      ],
    },
  };
}

/** A boundary holds back what the policies grant, and is not among them. */
function boundariesOf({ root }: Read, wanted: readonly string[]): Selected["gaps"] {
  const resources = child(root, "Resources");
  return wanted.flatMap((name) => {
    const boundary = child(child(child(resources, name), "Properties"), "PermissionsBoundary");
    const message = `${name} has a permissions boundary: give it as a policy of the type permissions_boundary.`;
    return boundary ? [{ role: "permissions_boundary" as const, message }] : [];
  });
}
