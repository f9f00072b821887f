import { CONFIGURATION_KINDS } from "./configuration-kinds.ts";
import { type Fields, isRecord } from "./fields.ts";
import type { Proposal } from "./proposal.ts";

const NOTHING: Proposal = { resource: "", resourceType: "", owner: "", texts: [], shares: [] };

/**
 * Reads `configurations`, which must have one resource with one kind of configuration. The account in the ARN owns the
 * resource; if the ARN has none, such as a bucket's, the server's account does.
 */
export function readProposal(fields: Fields, configurations: Record<string, unknown>, account: string): Proposal {
  const entries = Object.entries(configurations);
  const [first] = entries;
  if (first === undefined || entries.length > 1) {
    fields.fail("configurations", "Member must have exactly one element");
    return NOTHING;
  }
  const [resource, configuration] = first;
  const place = `configurations.${resource}`;
  const kinds = isRecord(configuration)
    ? Object.keys(configuration).filter((name) => configuration[name] !== null)
    : [];
  const [name] = kinds;
  const kind = name !== undefined && Object.hasOwn(CONFIGURATION_KINDS, name) ? CONFIGURATION_KINDS[name] : undefined;
  if (!isRecord(configuration) || name === undefined || kind === undefined || kinds.length > 1) {
    fields.fail(place, `Member must have exactly one of ${Object.keys(CONFIGURATION_KINDS).join(", ")}`);
    return NOTHING;
  }
  const arn = resource.split(":");
  if (arn.length < 6 || arn[0] !== "arn" || arn[2] !== kind.service) {
    fields.fail(place, `The key must be the ARN of a resource of type ${kind.resourceType}`);
  }
  const parts = kind.read(fields, fields.memberRecord(configuration, name, place), `${place}.${name}`);
  return { resource, resourceType: kind.resourceType, owner: arn[4] || account, ...parts };
}
