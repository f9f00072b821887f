import type { Family } from "./operators.ts";

/**
 * Keys that AWS fills in with values of one type, by prefix. Any other key may have any text. Source: IAM User Guide,
 * "AWS global condition context keys"; Service Authorization Reference.
 */
const NAMES: Partial<Record<Family, Record<string, string>>> = {
  bool: {
    apigateway:
      "Request/ApiKeyRequired Request/DisableExecuteApiEndpoint Resource/ApiKeyRequired Resource/DisableExecuteApiEndpoint",
    autoscaling: "ForceDelete LaunchTemplateVersionSpecified",
    aws: "AssumedRoot IsMcpServiceAction MultiFactorAuthPresent PrincipalIsAWSService SecureTransport ViaAWSMCPService ViaAWSService",
    "aws-external-anthropic": "CalledViaConsole",
    batch: "AWSLogsCreateGroup EKSPrivileged Privileged",
    codebuild:
      "artifacts artifacts.encryptionDisabled buildBatchConfig cache computeConfiguration environment environment.computeConfiguration environment.environmentVariables environment.privilegedMode environment.registryCredential exportConfig.s3Destination.encryptionDisabled logsConfig logsConfig.s3Logs logsConfig.s3Logs.encryptionDisabled manualCreation secondaryArtifacts secondaryArtifacts.encryptionDisabled secondarySources secondarySources.buildspec secondarySources.insecureSsl shouldOverwrite source source.buildspec source.insecureSsl vpcConfig",
    dynamodb: "FullTableScan",
    ec2: "AssociatePublicIpAddress EbsOptimized Encrypted EphemeralStorage IsInterruptible IsLaunchTemplateResource Public",
    ecs: "auto-assign-public-ip enable-ecs-managed-tags instance-metadata-tags-propagation",
    eks: "blockStorageEnabled bootstrapClusterCreatorAdminPermissions bootstrapSelfManagedAddons computeConfigEnabled deletionProtection elasticLoadBalancingEnabled endpointPrivateAccess endpointPublicAccess kubeApiServerConfig kubeControllerManagerConfig kubeSchedulerConfig zonalShiftEnabled",
    elasticache:
      "AtRestEncryptionEnabled AuthTokenEnabled AutomaticFailoverEnabled ClusterModeEnabled MultiAZEnabled TransitEncryptionEnabled",
    elasticfilesystem: "AccessedViaMountTarget Encrypted",
    events: "ContentFilterPresent",
    fsx: "IsBackupCopyDestination IsBackupCopySource NfsDataRepositoryAuthenticationEnabled NfsDataRepositoryEncryptionInTransitEnabled",
    glue: "EnabledForRedshiftAutoDiscovery",
    iot: "Delete IncludeSocketInformation",
    kafka: "publicAccessEnabled",
    kms: "BypassPolicyLockoutSafetyCheck GrantIsForAWSResource MultiRegion ReEncryptOnSameKey",
    lakeformation: "EnabledOnlyForMetaDataAccess",
    lambda: "InvokedViaFunctionUrl",
    lookoutequipment: "IsImportingData",
    mediaconvert: "HttpInputsAllowed HttpsInputsAllowed S3InputsAllowed",
    memorydb: "TLSEnabled",
    "neptune-graph": "PublicConnectivity",
    "payment-cryptography": "ExportDukptInitialKey",
    ram: "AllowsExternalPrincipals RequestedAllowsExternalPrincipals RetainSharingOnAccountLeaveOrganization",
    rds: "CopyOptionGroup ManageMasterUserPassword MultiAz PubliclyAccessible StorageEncrypted TagsFromRequest Vpc",
    redshift: "AllowWrites",
    "route53-recovery-cluster": "AllowSafetyRulesOverrides",
    s3: "ObjectCreationOperation isReplicationPauseRequest",
    sagemaker:
      "EnableRemoteDebug FeatureGroupDisableGlueTableCreation FeatureGroupEnableOnlineStore FeatureGroupOfflineStoreConfig InterContainerTrafficEncryption IsUpdateRecord NetworkIsolation",
    secretsmanager:
      "BlockPublicPolicy ForceDeleteWithoutRecovery ForceOverwriteReplicaSecret ModifyRotationRules RotateImmediately",
    ssm: "AutoApprove SessionDocumentAccessCheck",
    sts: "RoleAuthorizedByIdp",
    "user-subscriptions": "CreateForSelf",
  },
  number: {
    "accounts.google.com": "google/organization_number",
    apigateway: "Request/Priority Resource/Priority",
    autoscaling: "MaxSize MetadataHttpPutResponseHopLimit MinSize SpotPrice",
    aws: "EpochTime MultiFactorAuthAge",
    backup: "ChangeableForDays MaxRetentionDays MinRetentionDays",
    batch: "EKSRunAsGroup EKSRunAsUser SchedulingPriority",
    codebuild:
      "autoRetryLimit computeConfiguration.disk computeConfiguration.memory computeConfiguration.vCpu concurrentBuildLimit environment.computeConfiguration.disk environment.computeConfiguration.memory environment.computeConfiguration.vCpu",
    ebs: "VolumeSize",
    ec2: "CommitmentDuration DPDTimeoutSeconds InstanceCount MetadataHttpPutResponseHopLimit Phase1LifetimeSeconds Phase2LifetimeSeconds Quantity RekeyFuzzPercentage RekeyMarginTimeSeconds RoleDelivery SnapshotCoolOffPeriod SnapshotLockDuration TargetInstanceCount VolumeInitializationRate VolumeIops VolumeSize VolumeThroughput",
    "ec2-instance-connect": "maxTunnelDuration remotePort",
    ecs: "task-cpu task-memory",
    elasticache:
      "MaximumDataStorage MaximumECPUPerSecond MinimumDataStorage MinimumECPUPerSecond NumNodeGroups ReplicasPerNodeGroup SnapshotRetentionLimit",
    fis: "Percentage",
    iam: "ServiceSpecificCredentialAgeDays",
    kinesis: "FisInjectPercentage",
    kms: "RotationPeriodInDays ScheduleKeyDeletionPendingWindowInDays TrailingDaysWithoutKeyUsage",
    rds: "Piops StorageSize",
    route53profiles: "FirewallRuleGroupPriority",
    s3: "ExistingJobPriority RequestJobPriority TlsVersion max-annotation-results max-keys object-lock-event-hold-duration-days object-lock-remaining-retention-days signatureAge",
    "s3-object-lambda": "TlsVersion signatureAge",
    "s3-outposts": "max-keys signatureAge",
    s3express: "TlsVersion signatureAge",
    sagemaker: "KeepAlivePeriod MaxRuntimeInSeconds ServerlessMaxConcurrency ServerlessMemorySize",
    secretsmanager: "RecoveryWindowInDays",
    sts: "DurationSeconds",
    "vpc-lattice-svcs": "Port",
  },
  date: {
    aws: "CurrentTime EpochTime TokenIssueTime",
    ec2: "CreateDate EndDate",
    kms: "ValidTo",
    s3: "object-lock-retain-until-date",
  },
  ip: {
    aws: "Ec2InstanceSourcePrivateIPv4 SourceIp VpcSourceIp",
    "ec2-instance-connect": "privateIpAddress",
  },
};

const TYPED = new Set(
  Object.entries(NAMES).flatMap(([family, services]) =>
    Object.entries(services).flatMap(([service, names]) =>
      names.split(" ").map((name) => `${family} ${service}:${name}`.toLowerCase()),
    ),
  ),
);

/** Whether a key, in lower case, has only values of this family. */
export function holdsOnly(key: string, family: Family): boolean {
  return TYPED.has(`${family} ${key}`);
}
