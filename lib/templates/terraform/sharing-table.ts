import { aclGrant, aclOf, cannedAcl } from "../sharing/acl.ts";
import { ANY_ACCOUNT, DIRECTORY, OWN_LAKE } from "../sharing/insiders.ts";
import { searchRules } from "../sharing/search-rules.ts";
import { openWhere, sharedFor, sharedForEach } from "../sharing/sharing.ts";
import { row, type SharingRow } from "../sharing/sharing-row.ts";

const launch = sharedFor(["ec2:RunInstances"]);
const image = (path: string) =>
  row("aws_imagebuilder_distribution_configuration", `distribution.*.ami_distribution_configuration.*.${path}`, launch);
const restored = (type: string, action: string) => row(type, "shared_accounts.*", sharedFor([action]));

/** The accounts to which an organization delegates administration of a service. */
const ADMINISTRATORS: readonly [type: string, attribute: string, actions: string][] = [
  ["aws_auditmanager_organization_admin_account_registration", "admin_account_id", "auditmanager:*"],
  ["aws_cloudtrail_organization_delegated_admin_account", "account_id", "cloudtrail:*"],
  ["aws_detective_organization_admin_account", "account_id", "detective:*"],
  ["aws_fms_admin_account", "account_id", "fms:*"],
  ["aws_guardduty_organization_admin_account", "admin_account_id", "guardduty:*"],
  ["aws_inspector2_delegated_admin_account", "account_id", "inspector2:*"],
  ["aws_macie2_organization_admin_account", "admin_account_id", "macie2:*"],
  ["aws_organizations_delegated_administrator", "account_id", "organizations:*"],
  ["aws_securityhub_organization_admin_account", "admin_account_id", "securityhub:*"],
  ["aws_vpc_ipam_organization_admin_account", "delegated_admin_account_id", "ec2:*"],
];

/** Source: documentation of the AWS provider. */
export const SHARING_TABLE: readonly SharingRow[] = [
  row("aws_acmpca_permission", "principal", sharedFor(["acm-pca:IssueCertificate"])),
  row("aws_ami_launch_permission", "account_id", launch),
  row("aws_ami_launch_permission", "group", launch),
  row("aws_ami_launch_permission", "organization_arn", launch),
  row("aws_ami_launch_permission", "organizational_unit_arn", launch),
  row(
    "aws_auditmanager_framework_share",
    "destination_account",
    sharedFor(["auditmanager:UpdateAssessmentFrameworkShare"]),
  ),
  row("aws_codebuild_project", "project_visibility", openWhere(/^PUBLIC_READ$/, ["codebuild:BatchGetBuilds"])),
  row("aws_config_aggregate_authorization", "account_id", sharedFor(["config:PutConfigurationAggregator"])),
  row("aws_config_aggregate_authorization", "authorized_account_id", sharedFor(["config:PutConfigurationAggregator"])),
  row(
    "aws_dlm_lifecycle_policy",
    "policy_details.*.schedule.*.share_rule.*.target_accounts.*",
    sharedFor(["ec2:CreateVolume"]),
  ),
  row("aws_directory_service_shared_directory", "target.*.id", sharedFor(["ds:AcceptSharedDirectory"])),
  row("aws_dms_s3_endpoint", "canned_acl_for_objects", cannedAcl("object")),
  row("aws_eks_access_entry", "principal_arn", sharedFor(["eks:AccessKubernetesApi"])),
  row("aws_eks_access_policy_association", "principal_arn", sharedFor(["eks:AccessKubernetesApi"])),
  row("aws_globalaccelerator_cross_account_attachment", "principals.*", sharedFor(["globalaccelerator:AddEndpoints"])),
  image("launch_permission.*.organization_arns.*"),
  image("launch_permission.*.organizational_unit_arns.*"),
  image("launch_permission.*.user_groups.*"),
  image("launch_permission.*.user_ids.*"),
  image("target_account_ids.*"),
  row("aws_iot_topic_rule", "s3.*.canned_acl", cannedAcl("object")),
  row("aws_iot_topic_rule", "error_action.*.s3.*.canned_acl", cannedAcl("object")),
  row("aws_kms_grant", "grantee_principal", sharedFor(["kms:Decrypt"])),
  row("aws_kms_grant", "retiring_principal", sharedFor(["kms:RetireGrant"])),
  row("aws_lakeformation_permissions", "principal", sharedFor(["lakeformation:GetDataAccess"], OWN_LAKE)),
  ...[
    "admins.*",
    "create_database_default_permissions.*.principal",
    "create_table_default_permissions.*.principal",
    "external_data_filtering_allow_list.*",
    "read_only_admins.*",
    "trusted_resource_owners.*",
  ].map((path) => row("aws_lakeformation_data_lake_settings", path, sharedFor(["lakeformation:*"], OWN_LAKE))),
  row("aws_licensemanager_grant", "principal", sharedFor(["license-manager:AcceptGrant"])),
  row("aws_licensemanager_grant", "principals.*", sharedFor(["license-manager:AcceptGrant"])),
  row("aws_network_interface_permission", "aws_account_id", sharedFor(["ec2:AttachNetworkInterface"])),
  row("aws_opensearch_authorize_vpc_endpoint_access", "account", sharedFor(["es:CreateVpcEndpoint"])),
  row("aws_opensearchserverless_access_policy", "policy", searchRules),
  row("aws_ram_principal_association", "principal", sharedFor(["ram:AcceptResourceShareInvitation"])),
  row(
    "aws_ram_resource_share_associations_exclusive",
    "principals.*",
    sharedFor(["ram:AcceptResourceShareInvitation"]),
  ),
  restored("aws_db_snapshot", "rds:RestoreDBInstanceFromDBSnapshot"),
  restored("aws_db_snapshot_copy", "rds:RestoreDBInstanceFromDBSnapshot"),
  restored("aws_db_cluster_snapshot", "rds:RestoreDBClusterFromSnapshot"),
  restored("aws_rds_cluster_snapshot_copy", "rds:RestoreDBClusterFromSnapshot"),
  row(
    "aws_redshift_data_share_authorization",
    "consumer_identifier",
    sharedFor(["redshift:AssociateDataShareConsumer"]),
  ),
  row("aws_redshift_endpoint_authorization", "account", sharedFor(["redshift:CreateEndpointAccess"])),
  row("aws_s3_bucket", "acl", cannedAcl("bucket")),
  row("aws_s3_bucket", "grant.*", aclGrant("bucket")),
  row("aws_s3_bucket_acl", "acl", cannedAcl("bucket")),
  row("aws_s3_bucket_acl", "access_control_policy.*", aclOf("bucket")),
  row("aws_s3_bucket_object", "acl", cannedAcl("object")),
  row("aws_s3_object", "acl", cannedAcl("object")),
  row("aws_s3_object_copy", "acl", cannedAcl("object")),
  row("aws_s3_object_copy", "grant.*", aclGrant("object")),
  row("aws_s3control_access_grant", "grantee.*.grantee_identifier", sharedFor(["s3:GetDataAccess"], DIRECTORY)),
  row("aws_securitylake_subscriber", "subscriber_identity.*.principal", sharedFor(["securitylake:GetSubscriber"])),
  row("aws_servicecatalog_portfolio_share", "principal_id", sharedFor(["servicecatalog:AcceptPortfolioShare"])),
  row(
    "aws_servicecatalog_principal_portfolio_association",
    "principal_arn",
    sharedFor(["servicecatalog:ProvisionProduct"], ANY_ACCOUNT),
  ),
  row("aws_signer_signing_profile_permission", "principal", sharedFor(["signer:StartSigningJob"])),
  row("aws_snapshot_create_volume_permission", "account_id", sharedFor(["ec2:CreateVolume"])),
  row("aws_ssm_document", "permissions.account_ids", sharedForEach(["ssm:GetDocument"])),
  row("aws_vpc_endpoint_service", "allowed_principals.*", sharedFor(["ec2:CreateVpcEndpoint"])),
  row("aws_vpc_endpoint_service_allowed_principal", "principal_arn", sharedFor(["ec2:CreateVpcEndpoint"])),
  ...ADMINISTRATORS.map(([type, attribute, actions]) => row(type, attribute, sharedFor([actions]))),
  ...["analysis", "dashboard", "data_set", "data_source", "folder", "template", "theme"].map((type) =>
    row(`aws_quicksight_${type}`, "permissions.*.principal", sharedFor(["quicksight:*"])),
  ),
];
