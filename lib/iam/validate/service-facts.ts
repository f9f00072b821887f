/** How an action may be used. Names are written as AWS writes them; `conditionKeys` may hold `${TagKey}`. */
export type ServiceAction = {
  /** Without the service: `GetObject`. */
  name: string;
  /** `List`, `Read`, `Write`, `Tagging` or `Permissions management`. */
  accessLevel: string;
  /** Empty for an action that takes no resource, so that only `*` applies. */
  resourceTypes: readonly { name: string; required: boolean; conditionKeys: readonly string[] }[];
  /** Keys of the action whatever its resource. */
  conditionKeys: readonly string[];
  /** With their service: `iam:PassRole`. */
  dependentActions: readonly string[];
  isPermissionOnly: boolean;
};

export type ServiceResourceType = {
  name: string;
  /** `arn:${Partition}:s3:::${BucketName}`. */
  arnPattern: string;
  conditionKeys: readonly string[];
};

export type ServiceConditionKey = {
  /** With its prefix; the end may be a place holder: `aws:ResourceTag/${TagKey}`. */
  name: string;
  /** `String`, `ARN`, `Bool`, `Date`, `Numeric`, `IPAddress`, `Binary`, or one of them after `ArrayOf`. */
  type: string;
};

/**
 * Public data about AWS's services, filled in by the caller: this folder holds none. Every read is synchronous and cheap to
 * repeat. Prefixes, action names and keys are found whatever their case; what is unknown gives undefined or an empty list.
 */
export interface ServiceFacts {
  isService(prefix: string): boolean;
  /** Prefixes, as in `s3`. */
  services(): readonly string[];
  action(service: string, name: string): ServiceAction | undefined;
  /** The actions that a pattern with `*` and `?` takes in; the pattern is without the service. */
  actionsMatching(service: string, pattern: string): readonly ServiceAction[];
  resourceTypes(service: string): readonly ServiceResourceType[];
  /** The keys with the service's own prefix. */
  conditionKeys(service: string): readonly ServiceConditionKey[];
  /** The keys that start with `aws:`. */
  globalConditionKeys(): readonly ServiceConditionKey[];
}
