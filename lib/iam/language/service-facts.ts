/** How an action may be used. Names are in AWS's spelling; `conditionKeys` may include `${TagKey}`. */
export type ServiceAction = {
  /** Without the service: `GetObject`. */
  name: string;
  /** `List`, `Read` or `Write`; the last may follow `Tagging, ` or `Permissions management, `. */
  accessLevel: string;
  /** Empty for an action without resources, for which only `*` applies. */
  resourceTypes: readonly { name: string; required: boolean; conditionKeys: readonly string[] }[];
  /** Keys of the action, whatever its resource. */
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
  /** With its prefix; a part may be a placeholder: `aws:ResourceTag/${TagKey}`, `s3:RequestObjectTag/<key>`. */
  name: string;
  /**
   * `String`, `ARN`, `Bool`, `Date`, `Numeric`, `IPAddress`, `Binary`, or one of them after `ArrayOf`; empty if
   * unknown.
   */
  type: string;
};

/**
 * Public data about AWS services, provided by the caller, because this folder has none. Every read is synchronous and
 * cheap to repeat. Prefixes, action names and keys ignore case; unknown ones give undefined or an empty list.
 */
export interface ServiceFacts {
  isService(prefix: string): boolean;
  /** Whether the actions and types of a service are loaded; reads about a service that is not may throw. */
  isAtHand(service: string): boolean;
  /** Prefixes, such as `s3`. */
  services(): readonly string[];
  action(service: string, name: string): ServiceAction | undefined;
  actions(service: string): readonly ServiceAction[];
  /** The resource types named by the actions of a service. */
  resourceTypes(service: string): readonly ServiceResourceType[];
  /**
   * The resource types of every service whose ARNs name this service: `arn:aws:iot:…` also has types of `iotwireless`.
   */
  resourceTypesInArn(service: string): readonly ServiceResourceType[];
  /** The keys with this prefix, which need not be a service: `saml`. */
  conditionKeys(prefix: string): readonly ServiceConditionKey[];
  /** Keys known to every service: those that start with `aws:`, and a few session keys: `ec2:SourceInstanceArn`. */
  globalConditionKeys(): readonly ServiceConditionKey[];
  /** Whether resource control policies apply to a service. */
  hasResourceControlPolicies(service: string): boolean;
}
