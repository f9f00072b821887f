import type { ServiceAction, ServiceConditionKey, ServiceFacts, ServiceResourceType } from "#lib/iam/index.ts";

type Service = {
  /** Action → the types it takes, and keys after `when`. */
  actions: Record<string, { on?: string[]; when?: string[] }>;
  /** Type → its ARN, with `_` for a place holder. */
  types?: Record<string, string>;
  /** Type → its keys. */
  typeKeys?: Record<string, string[]>;
  /** Key → the type of its values. */
  keys?: Record<string, string>;
};

function tagOf(key: string): string {
  return `${key}/\${TagKey}`;
}

const TAG = tagOf("aws:ResourceTag");

/** A few services, in the shape of the public data but not its copy. */
const SERVICES: Record<string, Service> = {
  s3: {
    actions: {
      DeleteObject: { on: ["object"] },
      GetAccessPoint: {},
      GetObject: { on: ["object"], when: ["s3:ExistingObjectTag/<key>"] },
      ListAllMyBuckets: {},
      ListBucket: { on: ["bucket"], when: ["s3:prefix", "s3:max-keys"] },
      PutObject: { on: ["object"], when: ["s3:x-amz-acl"] },
    },
    types: {
      accesspoint: "arn:_:s3:_:_:accesspoint/_",
      bucket: "arn:_:s3:::_",
      object: "arn:_:s3:::_/_",
    },
    keys: {
      "s3:DataAccessPointArn": "ARN",
      "s3:ExistingObjectTag/<key>": "String",
      "s3:max-keys": "Numeric",
      "s3:prefix": "String",
      "s3:x-amz-acl": "String",
    },
  },
  ec2: {
    actions: {
      DescribeInstances: {},
      RunInstances: { on: ["instance", "image"], when: ["ec2:Owners"] },
      StartInstances: { on: ["instance"] },
    },
    types: { image: "arn:_:ec2:_::image/_", instance: "arn:_:ec2:_:_:instance/_" },
    typeKeys: { instance: [TAG, tagOf("ec2:ResourceTag")] },
    keys: {
      [TAG]: "String",
      "ec2:Encrypted": "Bool",
      "ec2:Owners": "ArrayOfString",
      [tagOf("ec2:ResourceTag")]: "String",
    },
  },
  iam: {
    actions: { GetRole: { on: ["role"] }, PassRole: { on: ["role"], when: ["iam:PassedToService"] } },
    types: { role: "arn:_:iam::_:role/_", user: "arn:_:iam::_:user/_" },
    keys: { "iam:PassedToService": "String", "iam:Untold": "" },
  },
  sqs: {
    actions: { ReceiveMessage: { on: ["queue"] }, SendMessage: { on: ["queue"] } },
    types: { queue: "arn:_:sqs:_:_:_" },
  },
  sts: {
    actions: {
      AssumeRole: { on: ["role"], when: ["sts:SourceIdentity", "sts:ExternalId"] },
      AssumeRoleWithSAML: { on: ["role"], when: ["saml:sub_type"] },
      GetCallerIdentity: {},
      SetSourceIdentity: { on: ["role"], when: ["sts:SourceIdentity"] },
      TagSession: { on: ["role"] },
    },
    types: { role: "arn:_:iam::_:role/_" },
    keys: { "saml:sub_type": "String", "sts:ExternalId": "String", "sts:SourceIdentity": "String" },
  },
  ssm: {
    actions: {
      GetParameter: { on: ["parameter"] },
      PutParameter: { on: ["parameter"], when: [tagOf("aws:RequestTag"), "aws:TagKeys"] },
    },
    types: { parameter: "arn:_:ssm:_:_:parameter/_" },
  },
};

const GLOBAL: Record<string, string> = {
  "aws:PrincipalArn": "ARN",
  "aws:PrincipalOrgID": "String",
  [tagOf("aws:PrincipalTag")]: "String",
  "aws:RequestedRegion": "String",
  [tagOf("aws:RequestTag")]: "String",
  [TAG]: "String",
  "aws:SecureTransport": "Bool",
  "aws:SourceIp": "IPAddress",
  "aws:TagKeys": "ArrayOfString",
  "aws:VpceAccount": "String",
  "ec2:SourceInstanceArn": "ARN",
};

function keysOf(keys: Record<string, string> = {}): ServiceConditionKey[] {
  return Object.entries(keys).map(([name, type]) => ({ name, type }));
}

function actionsOf({ actions }: Service): ServiceAction[] {
  return Object.entries(actions).map(([name, { on = [], when = [] }]) => ({
    name,
    accessLevel: "Write",
    resourceTypes: on.map((type) => ({ name: type, required: true, conditionKeys: [] })),
    conditionKeys: when,
    dependentActions: [],
  }));
}

function typesOf({ types = {}, typeKeys = {} }: Service): ServiceResourceType[] {
  return Object.entries(types).map(([name, arn]) => ({
    name,
    arnPattern: arn.replaceAll("_", `\${Some}`),
    conditionKeys: typeKeys[name] ?? [],
  }));
}

const ALL = Object.values(SERVICES);
const service = (prefix: string) => SERVICES[prefix.toLowerCase()] ?? { actions: {} };

export const SMALL_FACTS: ServiceFacts = {
  isService: (prefix) => Object.hasOwn(SERVICES, prefix.toLowerCase()),
  isAtHand: (prefix) => Object.hasOwn(SERVICES, prefix.toLowerCase()),
  services: () => Object.keys(SERVICES),
  action: (prefix, name) =>
    actionsOf(service(prefix)).find((action) => action.name.toLowerCase() === name.toLowerCase()),
  actions: (prefix) => actionsOf(service(prefix)),
  resourceTypes: (prefix) => typesOf(service(prefix)),
  resourceTypesInArn: (prefix) =>
    ALL.flatMap(typesOf).filter(({ arnPattern }) => arnPattern.split(":")[2] === prefix.toLowerCase()),
  conditionKeys: (prefix) =>
    ALL.flatMap(({ keys }) => keysOf(keys)).filter(({ name }) =>
      name.toLowerCase().startsWith(`${prefix.toLowerCase()}:`),
    ),
  globalConditionKeys: () => keysOf(GLOBAL),
  hasResourceControlPolicies: (prefix) => ["s3", "sqs", "sts"].includes(prefix.toLowerCase()),
};
