import type { ReadOperator, ServiceConditionKey, ServiceFacts } from "../../language/index.ts";
import type { PolicyDocument } from "../policy-document.ts";
import { conditionsIn, type InStatement } from "../walk.ts";
import { globTakes } from "./globs.ts";
import { remembered } from "./remembered.ts";

type KeyReading =
  /** A key of every request, or of one service. */
  | { kind: "global" | "service"; prefix: string; key: ServiceConditionKey }
  /** No such key: under `aws:`, under a service, or under something that is no service. */
  | { kind: "no-global-key" | "no-service-key" | "no-service"; prefix: string }
  /** A key without its required tag key; `head` ends with the slash. */
  | { kind: "no-tag-key"; prefix: string; head: string }
  /** Unknown: the data does not list the keys that identity providers may send. */
  | { kind: "untold"; prefix: string };

const PLACE_HOLDER = /\$\{[^{}]*\}|<[^<>]*>/g;

/** The lower-case pattern of a family of keys: `aws:resourcetag/?*`; undefined for a single key. */
export function familyGlob(name: string): string | undefined {
  return /[$<]/.test(name) ? name.toLowerCase().replace(PLACE_HOLDER, "?*") : undefined;
}

type KeyIndex = {
  single: ReadonlyMap<string, ServiceConditionKey>;
  families: { key: ServiceConditionKey; glob: string }[];
};

function indexOf(keys: readonly ServiceConditionKey[]): KeyIndex {
  const families = keys.flatMap((key) => {
    const glob = familyGlob(key.name);
    return glob === undefined ? [] : [{ key, glob }];
  });
  return { single: new Map(keys.map((key) => [key.name.toLowerCase(), key])), families };
}

/** The keys of a prefix; without a prefix, the keys known to every service. */
const indexed = remembered((prefix, facts) =>
  indexOf(prefix === "" ? facts.globalConditionKeys() : facts.conditionKeys(prefix)),
);

/** The key, or family of keys, that a lower-case name belongs to. */
function keyIn({ single, families }: KeyIndex, name: string): ServiceConditionKey | undefined {
  return single.get(name) ?? families.find(({ glob }) => globTakes(glob, name))?.key;
}

/** The part before the tag in a key that ends with one: `aws:ResourceTag/`. */
function tagHead({ name }: ServiceConditionKey): string | undefined {
  return /^([^$<]+\/)(?:\$\{TagKey\}|<key>)$/i.exec(name)?.[1];
}

/** What the data says about a key, in lower case. */
const readKey = remembered((name, facts): KeyReading => {
  const colon = name.indexOf(":");
  const prefix = colon < 0 ? "" : name.slice(0, colon);
  if (prefix === "") return { kind: "untold", prefix };
  const everywhere = indexed("", facts);
  const shared = keyIn(everywhere, name);
  if (shared !== undefined) return { kind: "global", prefix, key: shared };
  const own = indexed(prefix, facts);
  const key = keyIn(own, name);
  if (key !== undefined) return { kind: prefix === "aws" ? "global" : "service", prefix, key };
  for (const family of [...everywhere.families, ...own.families]) {
    const head = tagHead(family.key);
    if (head !== undefined && `${name.replace(/\/$/, "")}/` === head.toLowerCase())
      return { kind: "no-tag-key", prefix, head };
  }
  if (prefix === "aws") return { kind: "no-global-key", prefix };
  const has = own.single.size > 0;
  if (facts.isService(prefix)) return { kind: has ? "no-service-key" : "untold", prefix };
  return { kind: has || /[./]/.test(prefix) ? "untold" : "no-service", prefix };
});

type ReadCondition = InStatement & { reading: KeyReading };

/** Every key that a document's conditions test, with what the data says about it. */
export function* readConditions(document: PolicyDocument, facts: ServiceFacts): Generator<ReadCondition> {
  for (const found of conditionsIn(document)) yield { ...found, reading: readKey(found.condition.name, facts) };
}

/** The type of a key's values, and whether a request may have several. */
export function keyType({ type }: ServiceConditionKey): { base: string; many: boolean } {
  return type.startsWith("ArrayOf") ? { base: type.slice("ArrayOf".length), many: true } : { base: type, many: false };
}

type Comparison = ReadCondition & { read: ReadOperator; base: string; many: boolean };

/** The conditions that compare values with a key of known type. `Null` only tests whether the key is present. */
export function* comparisons(document: PolicyDocument, facts: ServiceFacts): Generator<Comparison> {
  for (const found of readConditions(document, facts)) {
    const { read } = found.condition;
    if (read === undefined || read.operator === "Null" || !("key" in found.reading)) continue;
    if (found.reading.key.type !== "") yield { ...found, read, ...keyType(found.reading.key) };
  }
}
