import { cannedAcl } from "../sharing/acl.ts";
import { ANY_ACCOUNT, DIRECTORY, OWN_LAKE } from "../sharing/insiders.ts";
import { searchRules } from "../sharing/search-rules.ts";
import { openWhere, sharedFor } from "../sharing/sharing.ts";
import { row, type SharingRow } from "../sharing/sharing-row.ts";

const launch = sharedFor(["ec2:RunInstances"]);
const image = (path: string) =>
  row("AWS::ImageBuilder::DistributionConfiguration", `Distributions.*.AmiDistributionConfiguration.${path}`, launch);
const stream = (path: string) =>
  row(
    "AWS::MediaLive::Channel",
    `EncoderSettings.OutputGroups.*.OutputGroupSettings.${path}.CannedAcl`,
    cannedAcl("object"),
  );

/** Source: AWS CloudFormation Template Reference. */
export const SHARING_TABLE: readonly SharingRow[] = [
  row("AWS::ACMPCA::Permission", "Principal", sharedFor(["acm-pca:IssueCertificate"])),
  row("AWS::CodeBuild::Project", "Visibility", openWhere(/^PUBLIC_READ$/, ["codebuild:BatchGetBuilds"])),
  row(
    "AWS::CodeGuruProfiler::ProfilingGroup",
    "AgentPermissions.Principals.*",
    sharedFor(["codeguru-profiler:PostAgentProfile"]),
  ),
  row("AWS::Config::AggregationAuthorization", "AuthorizedAccountId", sharedFor(["config:PutConfigurationAggregator"])),
  row(
    "AWS::DLM::LifecyclePolicy",
    "PolicyDetails.Schedules.*.ShareRules.*.TargetAccounts.*",
    sharedFor(["ec2:CreateVolume"]),
  ),
  row("AWS::Detective::OrganizationAdmin", "Account", sharedFor(["detective:*"])),
  row("AWS::DMS::Endpoint", "S3Settings.CannedAclForObjects", cannedAcl("object")),
  row("AWS::EC2::NetworkInterfacePermission", "AwsAccountId", sharedFor(["ec2:AttachNetworkInterface"])),
  row("AWS::EC2::VPCEndpointServicePermissions", "AllowedPrincipals.*", sharedFor(["ec2:CreateVpcEndpoint"])),
  row("AWS::EKS::AccessEntry", "PrincipalArn", sharedFor(["eks:AccessKubernetesApi"])),
  row("AWS::GlobalAccelerator::CrossAccountAttachment", "Principals.*", sharedFor(["globalaccelerator:AddEndpoints"])),
  image("LaunchPermissionConfiguration.OrganizationArns.*"),
  image("LaunchPermissionConfiguration.OrganizationalUnitArns.*"),
  image("LaunchPermissionConfiguration.UserGroups.*"),
  image("LaunchPermissionConfiguration.UserIds.*"),
  image("TargetAccountIds.*"),
  row("AWS::IoT::TopicRule", "TopicRulePayload.Actions.*.S3.CannedAcl", cannedAcl("object")),
  row("AWS::IoT::TopicRule", "TopicRulePayload.ErrorAction.S3.CannedAcl", cannedAcl("object")),
  row(
    "AWS::LakeFormation::Permissions",
    "DataLakePrincipal.DataLakePrincipalIdentifier",
    sharedFor(["lakeformation:GetDataAccess"], OWN_LAKE),
  ),
  row(
    "AWS::LakeFormation::PrincipalPermissions",
    "Principal.DataLakePrincipalIdentifier",
    sharedFor(["lakeformation:GetDataAccess"], OWN_LAKE),
  ),
  ...[
    "Admins.*",
    "CreateDatabaseDefaultPermissions.*.Principal",
    "CreateTableDefaultPermissions.*.Principal",
    "ExternalDataFilteringAllowList.*",
  ].map((path) =>
    row(
      "AWS::LakeFormation::DataLakeSettings",
      `${path}.DataLakePrincipalIdentifier`,
      sharedFor(["lakeformation:*"], OWN_LAKE),
    ),
  ),
  row("AWS::LakeFormation::DataLakeSettings", "TrustedResourceOwners.*", sharedFor(["lakeformation:*"])),
  row("AWS::Lambda::Url", "AuthType", openWhere(/^NONE$/, ["lambda:InvokeFunctionUrl"])),
  row("AWS::LicenseManager::Grant", "Principals.*", sharedFor(["license-manager:AcceptGrant"])),
  row("AWS::Lightsail::Bucket", "AccessRules.GetObject", openWhere(/^public$/, ["s3:GetObject"])),
  row("AWS::Lightsail::Bucket", "ReadOnlyAccessAccounts.*", sharedFor(["s3:GetObject"])),
  stream("ArchiveGroupSettings.ArchiveCdnSettings.ArchiveS3Settings"),
  stream("FrameCaptureGroupSettings.FrameCaptureCdnSettings.FrameCaptureS3Settings"),
  stream("HlsGroupSettings.HlsCdnSettings.HlsS3Settings"),
  row("AWS::MediaConnect::FlowEntitlement", "Subscribers.*", sharedFor(["mediaconnect:CreateFlow"])),
  row("AWS::OpenSearchServerless::AccessPolicy", "Policy", searchRules),
  row("AWS::QBusiness::DataAccessor", "Principal", sharedFor(["qbusiness:SearchRelevantContent"])),
  row("AWS::QBusiness::Permission", "Principal", sharedFor(["qbusiness:SearchRelevantContent"])),
  row("AWS::RAM::PrincipalAssociation", "Principal", sharedFor(["ram:AcceptResourceShareInvitation"])),
  row("AWS::RAM::ResourceShare", "Principals.*", sharedFor(["ram:AcceptResourceShareInvitation"])),
  row("AWS::Redshift::EndpointAuthorization", "Account", sharedFor(["redshift:CreateEndpointAccess"])),
  row("AWS::S3::AccessGrant", "Grantee.GranteeIdentifier", sharedFor(["s3:GetDataAccess"], DIRECTORY)),
  row("AWS::S3::Bucket", "AccessControl", cannedAcl("bucket")),
  row(
    "AWS::ServiceCatalog::PortfolioPrincipalAssociation",
    "PrincipalARN",
    sharedFor(["servicecatalog:ProvisionProduct"], ANY_ACCOUNT),
  ),
  row("AWS::SecurityHub::DelegatedAdmin", "AdminAccountId", sharedFor(["securityhub:*"])),
  row("AWS::SecurityLake::Subscriber", "SubscriberIdentity.Principal", sharedFor(["securitylake:GetSubscriber"])),
  row("AWS::ServiceCatalog::PortfolioShare", "AccountId", sharedFor(["servicecatalog:AcceptPortfolioShare"])),
  row("AWS::Signer::ProfilePermission", "Principal", sharedFor(["signer:StartSigningJob"])),
  ...["Analysis", "Dashboard", "DataSet", "DataSource", "Template", "Theme"].map((type) =>
    row(`AWS::QuickSight::${type}`, "Permissions.*.Principal", sharedFor([`quicksight:Describe${type}`])),
  ),
  row(
    "AWS::QuickSight::Dashboard",
    "LinkSharingConfiguration.Permissions.*.Principal",
    sharedFor(["quicksight:DescribeDashboard"]),
  ),
];
