/** How an action may be used. Names are written as AWS writes them; `conditionKeys` may hold `${TagKey}`. */
export type ServiceAction = {
  /** Without the service: `GetObject`. */
  name: string;
  /** `List`, `Read` or `Write`, the last perhaps after `Tagging, ` or `Permissions management, `. */
  accessLevel: string;
  /** Empty for an action that takes no resource, so that only `*` applies. */
  resourceTypes: readonly { name: string; required: boolean; conditionKeys: readonly string[] }[];
  /** Keys of the action whatever its resource. */
  conditionKeys: readonly string[];
  /** With their service: `iam:PassRole`. */
  dependentActions: readonly string[];
};

export type ServiceResourceType = {
  name: string;
  /** `arn:${Partition}:s3:::${BucketName}`. */
  arnPattern: string;
  conditionKeys: readonly string[];
};

export type ServiceConditionKey = {
  /** With its prefix; a part may be a place holder: `aws:ResourceTag/${TagKey}`, `s3:RequestObjectTag/<key>`. */
  name: string;
  /** `String`, `ARN`, `Bool`, `Date`, `Numeric`, `IPAddress`, `Binary`, or one of them after `ArrayOf`; empty where it is not known. */
  type: string;
};

/**
 * Public data about AWS's services, filled in by the caller: this folder holds none. Every read is synchronous and cheap to
 * repeat. Prefixes, action names and keys are found whatever their case; what is unknown gives undefined or an empty list.
 */
export interface ServiceFacts {
  isService(prefix: string): boolean;
  /** Whether the actions and types of a service can be asked for; reads about a service that is not at hand may throw. */
  isAtHand(service: string): boolean;
  /** Prefixes, as in `s3`. */
  services(): readonly string[];
  action(service: string, name: string): ServiceAction | undefined;
  actions(service: string): readonly ServiceAction[];
  /** The resource types that the actions of a service name. */
  resourceTypes(service: string): readonly ServiceResourceType[];
  /** The resource types of every service whose ARNs name this one: `arn:aws:iot:…` also has types of `iotwireless`. */
  resourceTypesInArn(service: string): readonly ServiceResourceType[];
  /** The keys with this prefix, which may be one that is no service: `saml`. */
  conditionKeys(prefix: string): readonly ServiceConditionKey[];
  /** The keys that every service knows: those that start with `aws:`, and a few of sessions: `ec2:SourceInstanceArn`. */
  globalConditionKeys(): readonly ServiceConditionKey[];
  /** Whether resource control policies apply to a service. */
  hasResourceControlPolicies(service: string): boolean;
}
