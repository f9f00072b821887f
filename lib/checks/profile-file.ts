import { type FindingType, isAccountId, type Node, type Problem, parseJson } from "#lib/iam/index.ts";
import { canonicalJson, children, items, stringValue } from "#lib/templates/node.ts";
import {
  ANALYZERS,
  type Analyzer,
  DEFINITION_DEFAULTS,
  type ProfileDefinition,
  type SensitiveAccess,
  VALIDATION_LEVELS,
} from "./profile.ts";

/** The checks to run. Reference policies are JSON text, and references of one kind count as one policy. */
export type CheckProfile = ProfileDefinition & { name: string };

/** Without a profile, run every check that needs no input from the caller. */
export const DEFAULT_PROFILE: CheckProfile = {
  name: "default",
  references: { identity: [], resource: [] },
  sensitive: [],
  publicAccess: true,
  acceptedManagedPolicies: [],
  ...DEFINITION_DEFAULTS,
};

export const SENSITIVE_ACCESS = "Sensitive access";

type Read<Value> = { ok: true; value: Value } | { ok: false; problems: Problem[] };

/** Reads a check profile. An unknown name is a problem, because a misspelt check would pass without running. */
export function readProfileFile(text: string): Read<CheckProfile> {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const reader = new ProfileReader();
  const value = reader.profile(parsed.node);
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, value };
}

/** A list of actions or resources: `{"actions": […]}`, or the bare list. */
export function readListFile(text: string, name: "actions" | "resources"): Read<string[]> {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const reader = new ProfileReader();
  const list = parsed.node.kind === "array" ? parsed.node : children(reader.object(parsed.node, [name])).get(name);
  const value = reader.strings(list ?? parsed.node, [name]);
  if (value.length === 0 && reader.problems.length === 0) reader.add(`Name at least one of the ${name}.`, parsed.node);
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, value };
}

class ProfileReader {
  readonly problems: Problem[] = [];

  add(message: string, node: Node, path: (string | number)[] = []): void {
    this.problems.push({ message, path, span: node.span });
  }

  object(node: Node, known: readonly string[]): Node | undefined {
    if (node.kind !== "object") {
      this.add("Expected an object.", node);
      return undefined;
    }
    for (const { key, value } of node.entries) {
      if (!known.includes(key)) this.add(`Unknown key “${key}”. Expected ${known.join(", ")}.`, value, [key]);
    }
    return node;
  }

  /** Anything but a list would silently skip checks. */
  list(node: Node | undefined, of: "texts" | "policies" | "rules", path: (string | number)[]): Node[] {
    if (node && node.kind !== "array") this.add(`Expected a list of ${of}.`, node, path);
    return items(node);
  }

  strings(node: Node | undefined, path: (string | number)[]): string[] {
    return this.list(node, "texts", path).flatMap((item, index) => {
      if (item.kind === "string" && item.value.trim() !== "") return [item.value.trim()];
      this.add("Expected a string.", item, [...path, index]);
      return [];
    });
  }

  profile(node: Node): CheckProfile {
    const given = children(this.object(node, KEYS));
    const references = given.get("references");
    const sides = children(references && this.object(references, ["identity", "resource"]));
    const validation = given.get("validation");
    const block = children(validation && this.object(validation, ["block"])).get("block");
    const account = given.get("account");
    return {
      name: this.name(given.get("name"), ["name"]) ?? "unnamed",
      references: {
        identity: this.policies(sides.get("identity"), ["references", "identity"]),
        resource: this.policies(sides.get("resource"), ["references", "resource"]),
      },
      sensitive: this.sensitive(given),
      publicAccess: this.boolean(given.get("publicAccess"), "publicAccess"),
      validation: { block: block ? this.levels(block) : DEFAULT_PROFILE.validation.block },
      credentials: this.boolean(given.get("credentials"), "credentials"),
      acceptedManagedPolicies: this.strings(given.get("acceptedManagedPolicies"), ["acceptedManagedPolicies"]),
      account: account && account.kind !== "null" ? this.account(account) : null,
      trustedPrincipals: this.strings(given.get("trustedPrincipals"), ["trustedPrincipals"]),
      analyzer: this.analyzer(given.get("analyzer")),
    };
  }

  private sensitive(given: ReadonlyMap<string, Node>): SensitiveAccess[] {
    const actions = this.strings(given.get("sensitiveActions"), ["sensitiveActions"]);
    const resources = this.strings(given.get("sensitiveResources"), ["sensitiveResources"]);
    const listed = this.list(given.get("sensitive"), "rules", ["sensitive"]).map((node, index): SensitiveAccess => {
      const of = children(this.object(node, ["name", "actions", "resources"]));
      return {
        name: this.name(of.get("name"), ["sensitive", index, "name"]) ?? `${SENSITIVE_ACCESS} ${index + 1}`,
        actions: this.strings(of.get("actions"), ["sensitive", index, "actions"]),
        resources: this.strings(of.get("resources"), ["sensitive", index, "resources"]),
      };
    });
    const own = actions.length + resources.length > 0 ? [{ name: SENSITIVE_ACCESS, actions, resources }] : [];
    return [...own, ...listed];
  }

  /** A policy as an object, or as JSON in a string. */
  private policies(node: Node | undefined, path: (string | number)[]): string[] {
    return this.list(node, "policies", path).map((item) => (item.kind === "string" ? item.value : canonicalJson(item)));
  }

  private name(node: Node | undefined, path: (string | number)[]): string | undefined {
    if (node && node.kind !== "string") this.add("Expected a string.", node, path);
    return stringValue(node);
  }

  private account(node: Node): string | null {
    if (node.kind === "string" && isAccountId(node.value)) return node.value;
    this.add("Expected a 12-digit account ID, as a string.", node, ["account"]);
    return null;
  }

  /** Who answers in the product. The command always uses the engine. */
  private analyzer(node: Node | undefined): Analyzer {
    if (!node) return DEFAULT_PROFILE.analyzer;
    const analyzer = ANALYZERS.find((each) => node.kind === "string" && each === node.value);
    if (!analyzer) this.add(`Expected one of ${ANALYZERS.join(", ")}.`, node, ["analyzer"]);
    return analyzer ?? DEFAULT_PROFILE.analyzer;
  }

  private levels(node: Node): FindingType[] {
    return this.strings(node, ["validation", "block"]).flatMap((word) => {
      const level = VALIDATION_LEVELS.find((each) => each === word);
      if (!level) this.add(`“${word}” is not one of ${VALIDATION_LEVELS.join(", ")}.`, node, ["validation", "block"]);
      return level ? [level] : [];
    });
  }

  private boolean(node: Node | undefined, name: string): boolean {
    if (node && node.kind !== "boolean") this.add("Expected true or false.", node, [name]);
    return node?.kind === "boolean" ? node.value : true;
  }
}

const KEYS = [
  "name",
  "references",
  "sensitiveActions",
  "sensitiveResources",
  "sensitive",
  "publicAccess",
  "validation",
  "credentials",
  "acceptedManagedPolicies",
  "account",
  "trustedPrincipals",
  "analyzer",
];
