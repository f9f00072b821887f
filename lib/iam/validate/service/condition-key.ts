import type { PolicyDocument } from "../policy-document.ts";
import type { ServiceConditionKey, ServiceFacts } from "../service-facts.ts";
import { conditionsIn, type InStatement } from "../walk.ts";
import { globTakes } from "./globs.ts";
import { remembered } from "./remembered.ts";

export type KeyReading =
  /** A key of every request, or one of a service. */
  | { kind: "global" | "service"; prefix: string; key: ServiceConditionKey }
  /** No such key: of `aws:`, of a service, or of something that is no service. */
  | { kind: "no-global-key" | "no-service-key" | "no-service"; prefix: string }
  /** A tag key is missing after it; `head` ends with the slash. */
  | { kind: "no-tag-key"; prefix: string; head: string }
  /** The data does not tell: it has no list of the keys that identity providers may send. */
  | { kind: "untold"; prefix: string };

const PLACE_HOLDER = /\$\{[^}]*\}|<[^>]*>/g;

/** Whether a key, in small letters, is the one of the data or of its family: `aws:resourcetag/team`. */
export function isKey(name: string, { name: known }: Pick<ServiceConditionKey, "name">): boolean {
  const small = known.toLowerCase();
  return small === name || (/[$<]/.test(small) && globTakes(small.replace(PLACE_HOLDER, "?*"), name));
}

/** What stands before the tag of a key that ends with one: `aws:ResourceTag/`. */
function tagHead({ name }: ServiceConditionKey): string | undefined {
  return /^([^$<]+\/)(?:\$\{TagKey\}|<key>)$/i.exec(name)?.[1];
}

function keyIn(keys: readonly ServiceConditionKey[], name: string): ServiceConditionKey | undefined {
  return keys.find((key) => isKey(name, key));
}

/** What the data says of a key, in small letters. */
const readKey = remembered((name, facts): KeyReading => {
  const colon = name.indexOf(":");
  const prefix = colon < 0 ? "" : name.slice(0, colon);
  if (prefix === "") return { kind: "untold", prefix };
  const shared = keyIn(facts.globalConditionKeys(), name);
  if (shared !== undefined) return { kind: "global", prefix, key: shared };
  const own = facts.conditionKeys(prefix);
  const key = keyIn(own, name);
  if (key !== undefined) return { kind: prefix === "aws" ? "global" : "service", prefix, key };
  for (const family of [...facts.globalConditionKeys(), ...own]) {
    const head = tagHead(family);
    if (head !== undefined && `${name.replace(/\/$/, "")}/` === head.toLowerCase())
      return { kind: "no-tag-key", prefix, head };
  }
  if (prefix === "aws") return { kind: "no-global-key", prefix };
  if (facts.isService(prefix)) return { kind: own.length === 0 ? "untold" : "no-service-key", prefix };
  return { kind: own.length > 0 || /[./]/.test(prefix) ? "untold" : "no-service", prefix };
});

export type ReadCondition = InStatement & { reading: KeyReading };

/** Every key that the conditions of a document test, with what the data says of it. */
export function* readConditions(document: PolicyDocument, facts: ServiceFacts): Generator<ReadCondition> {
  for (const found of conditionsIn(document)) yield { ...found, reading: readKey(found.condition.name, facts) };
}

/** What the values of a key are, and whether a request may have several. */
export function keyType({ type }: ServiceConditionKey): { base: string; many: boolean } {
  return type.startsWith("ArrayOf") ? { base: type.slice("ArrayOf".length), many: true } : { base: type, many: false };
}
