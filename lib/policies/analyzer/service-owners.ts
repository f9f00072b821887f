/**
 * Services whose resource types are listed under other services, because data is loaded by service: the ARN's service
 * field → which other services name such ARNs. A test compares both tables with the data.
 */
export const OTHER_ARN_OWNERS: Readonly<Record<string, readonly string[]>> = {
  acm: ["ec2"],
  amplify: ["wafv2"],
  apigateway: ["wafv2"],
  "app-integrations": ["connect"],
  apprunner: ["wafv2"],
  appsync: ["wafv2"],
  "bedrock-agentcore": ["wafv2"],
  billing: ["bcm-data-exports", "ce"],
  catalog: ["servicecatalog"],
  cloudfront: ["cloudfront-keyvaluestore"],
  cloudtrail: ["cloudtrail-data"],
  codewhisperer: ["q"],
  "cognito-idp": ["wafv2"],
  "compute-optimizer": ["aco-automation"],
  ds: ["ds-data"],
  ec2: ["ebs", "ec2-instance-connect", "route53", "ssm", "vpce", "wafv2", "workspaces-instances"],
  ecs: ["ssm"],
  eks: ["aps", "eks-auth"],
  "elastic-inference": ["ec2"],
  elasticloadbalancing: ["arc-zonal-shift", "waf-regional", "wafv2"],
  iam: ["codestar", "ec2", "es", "ssm", "sts"],
  iot: ["greengrass", "iotjobsdata", "iotwireless"],
  "iq-permission": ["iq"],
  kafka: ["kafka-cluster"],
  kms: ["events", "kinesis"],
  "license-manager": ["ec2"],
  mpa: ["payment-cryptography"],
  opensearch: ["es"],
  qbusiness: ["qapps"],
  qdeveloper: ["q"],
  rds: ["rds-data"],
  redshift: ["redshift-data"],
  "redshift-serverless": ["redshift-data"],
  "resource-groups": ["ec2"],
  "route53-recovery-control": ["route53-recovery-cluster", "route53-recovery-control-config"],
  s3: ["ssm"],
  "s3-object-lambda": ["s3"],
  sagemaker: ["sagemaker-mlflow"],
  sns: ["devops-guru"],
  sso: ["sso-oauth"],
  "vpc-lattice": ["vpc-lattice-svcs"],
  wafv2: ["apprunner", "cognito-idp"],
  wisdom: ["connect"],
};

/**
 * The prefix of condition keys → the other services with such keys. Prefixes with a dot (identity providers) belong to
 * sts.
 */
export const OTHER_KEY_OWNERS: Readonly<Record<string, readonly string[]>> = {
  catalog: ["aws-marketplace"],
  "cognito-identity-auth": ["cognito-identity"],
  "cognito-identity-unauth": ["cognito-identity"],
  connect: ["cases"],
  ec2: ["ec2-instance-connect", "ec2messages", "ssm", "ssmmessages"],
  elasticloadbalancing: ["arc-zonal-shift"],
  iam: ["codestar", "sts"],
  identitycenter: ["sso"],
  identitystore: ["q", "qbusiness"],
  iot: ["iotjobsdata"],
  logs: ["xray"],
  saml: ["sts"],
  ssm: ["ec2messages", "ssmmessages"],
};
