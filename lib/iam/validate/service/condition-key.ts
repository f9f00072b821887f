import type { ReadOperator, ServiceConditionKey, ServiceFacts } from "../../language/index.ts";
import type { PolicyDocument } from "../policy-document.ts";
import { conditionsIn, type InStatement } from "../walk.ts";
import { globTakes } from "./globs.ts";
import { remembered } from "./remembered.ts";

type KeyReading =
  /** A key of every request, or one of a service. */
  | { kind: "global" | "service"; prefix: string; key: ServiceConditionKey }
  /** No such key: of `aws:`, of a service, or of something that is no service. */
  | { kind: "no-global-key" | "no-service-key" | "no-service"; prefix: string }
  /** A tag key is missing after it; `head` ends with the slash. */
  | { kind: "no-tag-key"; prefix: string; head: string }
  /** The data does not tell: it has no list of the keys that identity providers may send. */
  | { kind: "untold"; prefix: string };

const PLACE_HOLDER = /\$\{[^{}]*\}|<[^<>]*>/g;

/** What the names of a family of keys look like, in small letters: `aws:resourcetag/?*`; undefined for a single key. */
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

/** The keys of a prefix; without one those that every service knows. */
const indexed = remembered((prefix, facts) =>
  indexOf(prefix === "" ? facts.globalConditionKeys() : facts.conditionKeys(prefix)),
);

/** The key, or the family of keys, that a name in small letters is of. */
function keyIn({ single, families }: KeyIndex, name: string): ServiceConditionKey | undefined {
  return single.get(name) ?? families.find(({ glob }) => globTakes(glob, name))?.key;
}

/** What stands before the tag of a key that ends with one: `aws:ResourceTag/`. */
function tagHead({ name }: ServiceConditionKey): string | undefined {
  return /^([^$<]+\/)(?:\$\{TagKey\}|<key>)$/i.exec(name)?.[1];
}

/** What the data says of a key, in small letters. */
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

/** Every key that the conditions of a document test, with what the data says of it. */
export function* readConditions(document: PolicyDocument, facts: ServiceFacts): Generator<ReadCondition> {
  for (const found of conditionsIn(document)) yield { ...found, reading: readKey(found.condition.name, facts) };
}

/** What the values of a key are, and whether a request may have several. */
export function keyType({ type }: ServiceConditionKey): { base: string; many: boolean } {
  return type.startsWith("ArrayOf") ? { base: type.slice("ArrayOf".length), many: true } : { base: type, many: false };
}

type Comparison = ReadCondition & { read: ReadOperator; base: string; many: boolean };

/** The conditions that compare values with a key of known type; `Null` only asks whether there is one. */
export function* comparisons(document: PolicyDocument, facts: ServiceFacts): Generator<Comparison> {
  for (const found of readConditions(document, facts)) {
    const { read } = found.condition;
    if (read === undefined || read.operator === "Null" || !("key" in found.reading)) continue;
    if (found.reading.key.type !== "") yield { ...found, read, ...keyType(found.reading.key) };
  }
}
