function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** The properties of a function that give nothing, or of which what they give is read. */
export const FUNCTION_PROPERTIES = words(`
  Architectures AssumeRolePolicyDocument AutoPublishAlias AutoPublishAliasAllProperties AutoPublishCodeSha256
  CapacityProviderConfig CodeSigningConfigArn CodeUri DeadLetterQueue DeploymentPreference Description DurableConfig
  Environment EphemeralStorage EventInvokeConfig Events FileSystemConfigs FunctionName FunctionScalingConfig
  FunctionUrlConfig Handler IgnoreGlobals ImageConfig ImageUri InlineCode KmsKeyArn Layers LoggingConfig MemorySize
  PackageType PermissionsBoundary Policies PropagateTags ProvisionedConcurrencyConfig PublishToLatestPublished
  RecursiveLoop ReservedConcurrentExecutions Role RolePath Runtime RuntimeManagementConfig SnapStart SourceKMSKeyArn
  Tags TenancyConfig Timeout Tracing VersionDeletionPolicy VersionDescription VpcConfig
`);

/** The same of a state machine. */
export const STATE_MACHINE_PROPERTIES = words(`
  AutoPublishAlias Definition DefinitionSubstitutions DefinitionUri DeploymentPreference Events IgnoreGlobals Logging
  Name PermissionsBoundary Policies PropagateTags Role RolePath Tags Tracing Type UseAliasAsEventTarget
`);
