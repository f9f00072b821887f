import { describe, expect, it } from "vitest";
import { plain, read } from "./reading-support.ts";
import { type Planned, planOf } from "./terraform/plan-support.ts";

const STRANGER = "999999999999";

type Statement = { Principal: unknown; Action: string[]; Condition?: unknown };

/** Whom the one resource lets in, and the actions, of each document that was made of it. */
function letIn(source: object): Statement[] {
  const { policies, incomplete } = read(source);
  expect(incomplete).toEqual([]);
  expect(policies.map(({ kind }) => kind)).toEqual(policies.map(() => "sharing"));
  return policies.flatMap(({ node }) => (plain(node) as { Statement: Statement[] }).Statement);
}

const principals = (source: object) => letIn(source).map(({ Principal }) => Principal);

const template = (type: string, properties: object) => ({ Resources: { X: { Type: type, Properties: properties } } });

describe("the ACL of a bucket", () => {
  it.each<[string, unknown]>([
    ["PublicRead", "*"],
    ["PublicReadWrite", "*"],
    ["AuthenticatedRead", { AWS: "*" }],
  ])("%s lets others in", (AccessControl, principal) => {
    expect(principals(template("AWS::S3::Bucket", { AccessControl }))).toEqual([principal]);
    const acl = AccessControl.replace(/(?<=.)[A-Z]/g, "-$&").toLowerCase();
    expect(principals(planOf({ type: "aws_s3_bucket_acl", after: { acl } }))).toEqual([principal]);
    expect(principals(planOf({ type: "aws_s3_bucket", after: { acl } }))).toEqual([principal]);
    expect(principals(planOf({ type: "aws_s3_object", after: { acl } }))).toEqual([principal]);
  });

  it.each(["Private", "LogDeliveryWrite", "BucketOwnerFullControl", "AwsExecRead"])(
    "%s lets in nobody else",
    (name) => {
      expect(letIn(template("AWS::S3::Bucket", { AccessControl: name }))).toEqual([]);
    },
  );

  it("says what it allows in words of IAM", () => {
    const [open] = letIn(template("AWS::S3::Bucket", { AccessControl: "PublicReadWrite" }));
    expect(open?.Action).toEqual([
      "s3:ListBucket",
      "s3:ListBucketVersions",
      "s3:ListBucketMultipartUploads",
      "s3:PutObject",
    ]);
    const [object] = letIn(planOf({ type: "aws_s3_object", after: { acl: "public-read" } }));
    expect(object?.Action).toEqual(["s3:GetObject", "s3:GetObjectVersion"]);
  });

  it("is a gap where it is not known, or none that exists", () => {
    const gaps = (source: object) => {
      const { policies, incomplete } = read(source);
      expect(policies).toEqual([]);
      return incomplete.map(({ kind, path }) => [kind, path.at(-1)]);
    };
    expect(gaps(template("AWS::S3::Bucket", { AccessControl: { "Fn::ImportValue": "acl" } }))).toHaveLength(1);
    expect(gaps(template("AWS::S3::Bucket", { AccessControl: "PublicRaed" }))).toEqual([["sharing", "AccessControl"]]);
    expect(gaps(planOf({ type: "aws_s3_bucket_acl", after: {}, unknown: { acl: true } }))).toEqual([
      ["sharing", "acl"],
    ]);
  });

  const group = (name: string) => ({ type: "Group", uri: `http://acs.amazonaws.com/groups/${name}` });

  it("of single grants lets in their grantees", () => {
    const owner = [{ id: "0a".repeat(32) }];
    const grant = (grantee: object, permission: string) => ({ grantee: [grantee], permission });
    const grants = [
      grant({ type: "CanonicalUser", id: "0a".repeat(32) }, "FULL_CONTROL"),
      grant({ type: "CanonicalUser", id: "0b".repeat(32) }, "READ"),
      grant(group("global/AllUsers"), "READ_ACP"),
      grant(group("global/AuthenticatedUsers"), "WRITE"),
      grant(group("s3/LogDelivery"), "WRITE"),
    ];
    const after = { access_control_policy: [{ owner, grant: grants }] };
    expect(letIn(planOf({ type: "aws_s3_bucket_acl", after }))).toMatchObject([
      { Principal: { CanonicalUser: "0b".repeat(32) } },
      { Principal: "*", Action: ["s3:GetBucketAcl"] },
      { Principal: { AWS: "*" }, Action: ["s3:PutObject"] },
    ]);
    const legacy = { grant: [{ ...group("global/AllUsers"), id: "", permissions: ["READ", "WRITE_ACP"] }] };
    expect(letIn(planOf({ type: "aws_s3_bucket", after: legacy }))).toMatchObject([
      { Principal: "*", Action: expect.arrayContaining(["s3:ListBucket", "s3:PutBucketAcl"]) },
    ]);
  });

  it("with a grant that cannot be told is a gap", () => {
    const read_ = (grant: object) => read(planOf({ type: "aws_s3_bucket", after: { grant: [grant] } }));
    for (const grant of [
      { type: "AmazonCustomerByEmail", permissions: ["READ"] },
      { ...group("global/Nobody"), permissions: ["READ"] },
      { ...group("global/AllUsers"), permissions: ["EVERYTHING"] },
    ]) {
      expect(read_(grant)).toMatchObject({ policies: [], incomplete: [{ kind: "sharing" }] });
    }
  });
});

describe("the data access policy of a collection", () => {
  const rules = (...Principal: string[]) => [
    { Rules: [{ ResourceType: "index", Resource: ["index/*/*"], Permission: ["aoss:*"] }], Principal },
  ];
  const shared = (policy: unknown) => [
    template("AWS::OpenSearchServerless::AccessPolicy", { Type: "data", Name: "d", Policy: policy }),
    planOf({ type: "aws_opensearchserverless_access_policy", after: { type: "data", name: "d", policy } as object }),
  ];

  it.each<[string, unknown]>([
    [`arn:aws:iam::${STRANGER}:role/r`, { AWS: `arn:aws:iam::${STRANGER}:role/r` }],
    [`saml/${STRANGER}/idp/group/g`, { AWS: STRANGER }],
    ["*", "*"],
  ])("lets in %s", (principal, expected) => {
    for (const source of shared(JSON.stringify(rules(principal)))) {
      expect(letIn(source)).toMatchObject([{ Principal: expected, Action: ["aoss:*"] }]);
    }
  });

  it("with a wildcard lets in anyone who matches it", () => {
    const [source = {}] = shared(JSON.stringify(rules("arn:aws:iam::*:role/r")));
    expect(letIn(source)).toMatchObject([
      { Principal: "*", Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/r" } } },
    ]);
  });

  it("lets in the own Identity Center's users, who are nobody outside", () => {
    for (const source of shared(JSON.stringify(rules("iamidentitycenter/ssoins-1/user/u")))) {
      expect(letIn(source)).toEqual([]);
    }
  });

  it.each<[string, string]>([
    ["no JSON", "["],
    ["no list", "{}"],
    ["a rule without principals", '[{"Rules":[{"Permission":["aoss:*"]}]}]'],
    ["a principal that nobody knows", JSON.stringify(rules("someone"))],
    ["a rule without permissions", '[{"Rules":[{}],"Principal":["*"]}]'],
  ])("that is %s is a gap", (_, policy) => {
    for (const source of shared(policy)) {
      expect(read(source)).toMatchObject({ policies: [], incomplete: [{ kind: "sharing" }] });
    }
  });
});

describe("what is shared by name", () => {
  const organization = "arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5";
  const unit = "arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-cd34";

  it("names accounts, organizations, units, services and everyone", () => {
    const Principals = [STRANGER, organization, unit, "ec2.amazonaws.com", "*"];
    const all = letIn(template("AWS::RAM::ResourceShare", { Name: "s", Principals }));
    expect(all.map(({ Principal, Condition }) => [Principal, Condition])).toEqual([
      [{ AWS: STRANGER }, undefined],
      ["*", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }],
      ["*", { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*/ou-ab12-cd34/*" } }],
      [{ Service: "ec2.amazonaws.com" }, undefined],
      ["*", undefined],
    ]);
  });

  it("one that is not known does not hide the others", () => {
    const Principals = [{ "Fn::ImportValue": "x" }, STRANGER];
    const { policies, incomplete } = read(template("AWS::RAM::ResourceShare", { Principals }));
    expect([policies.length, incomplete.length]).toEqual([1, 1]);
  });

  it.each<[string, object]>([
    ["AWS::EC2::VPCEndpointServicePermissions", { AllowedPrincipals: [STRANGER] }],
    ["AWS::EC2::NetworkInterfacePermission", { AwsAccountId: STRANGER }],
    ["AWS::CodeGuruProfiler::ProfilingGroup", { AgentPermissions: { Principals: [STRANGER] } }],
    ["AWS::EKS::AccessEntry", { PrincipalArn: `arn:aws:quicksight:r:${STRANGER}:user/u` }],
    ["AWS::GlobalAccelerator::CrossAccountAttachment", { Principals: [STRANGER] }],
    ["AWS::MediaConnect::FlowEntitlement", { Subscribers: [STRANGER] }],
    ["AWS::RAM::PrincipalAssociation", { Principal: STRANGER }],
    ["AWS::QBusiness::DataAccessor", { Principal: STRANGER }],
    ["AWS::QuickSight::Dashboard", { Permissions: [{ Principal: `arn:aws:quicksight:r:${STRANGER}:user/u` }] }],
    ["AWS::SecurityLake::Subscriber", { SubscriberIdentity: { Principal: STRANGER, ExternalId: "e" } }],
    ["AWS::Signer::ProfilePermission", { Action: "signer:GetSigningProfile", Principal: STRANGER, ProfileName: "p" }],
    ["AWS::ACMPCA::Permission", { Actions: ["IssueCertificate"], Principal: STRANGER }],
    ["AWS::Config::AggregationAuthorization", { AuthorizedAccountId: STRANGER }],
    ["AWS::Redshift::EndpointAuthorization", { Account: STRANGER }],
    [
      "AWS::S3::AccessGrant",
      { Grantee: { GranteeType: "IAM", GranteeIdentifier: `arn:aws:quicksight:r:${STRANGER}:user/u` } },
    ],
    ["AWS::LakeFormation::Permissions", { DataLakePrincipal: { DataLakePrincipalIdentifier: STRANGER } }],
    [
      "AWS::LakeFormation::PrincipalPermissions",
      { Principal: { DataLakePrincipalIdentifier: `${STRANGER}:IAMPrincipals` } },
    ],
    ["AWS::LakeFormation::DataLakeSettings", { Admins: [{ DataLakePrincipalIdentifier: STRANGER }] }],
    ["AWS::LakeFormation::DataLakeSettings", { TrustedResourceOwners: [STRANGER] }],
    ["AWS::SecurityHub::DelegatedAdmin", { AdminAccountId: STRANGER }],
    ["AWS::Detective::OrganizationAdmin", { Account: STRANGER }],
    ["AWS::LicenseManager::Grant", { Principals: [STRANGER] }],
    ["AWS::ServiceCatalog::PortfolioShare", { AccountId: STRANGER }],
    ["AWS::Lightsail::Bucket", { ReadOnlyAccessAccounts: [STRANGER] }],
    ["AWS::DLM::LifecyclePolicy", { PolicyDetails: { Schedules: [{ ShareRules: [{ TargetAccounts: [STRANGER] }] }] } }],
    [
      "AWS::ImageBuilder::DistributionConfiguration",
      {
        Distributions: [{ AmiDistributionConfiguration: { LaunchPermissionConfiguration: { UserIds: [STRANGER] } } }],
      },
    ],
  ])("%s", (type, properties) => {
    expect(principals(template(type, properties))).toEqual([{ AWS: STRANGER }]);
  });

  it.each<[string, object]>([
    ["AWS::CodeBuild::Project", { Visibility: "PUBLIC_READ" }],
    ["AWS::QBusiness::Permission", { Actions: ["qbusiness:*"], Principal: "*" }],
    ["AWS::Lambda::Url", { AuthType: "NONE", TargetFunctionArn: { Ref: "F" } }],
    ["AWS::Lightsail::Bucket", { AccessRules: { GetObject: "public" } }],
    [
      "AWS::ImageBuilder::DistributionConfiguration",
      {
        Distributions: [{ AmiDistributionConfiguration: { LaunchPermissionConfiguration: { UserGroups: ["all"] } } }],
      },
    ],
    ["AWS::IoT::TopicRule", { TopicRulePayload: { Actions: [{ S3: { CannedAcl: "public-read" } }] } }],
    ["AWS::DMS::Endpoint", { S3Settings: { CannedAclForObjects: "public-read" } }],
  ])("%s for everyone", (type, properties) => {
    expect(principals(template(type, properties))).toEqual(["*"]);
  });

  it.each<[string, object]>([
    ["AWS::CodeBuild::Project", { Visibility: "PRIVATE" }],
    ["AWS::Lambda::Url", { AuthType: "AWS_IAM" }],
    ["AWS::Lightsail::Bucket", { AccessRules: { GetObject: "private" } }],
    [
      "AWS::LakeFormation::Permissions",
      { DataLakePrincipal: { DataLakePrincipalIdentifier: "IAM_ALLOWED_PRINCIPALS" } },
    ],
    [
      "AWS::LakeFormation::DataLakeSettings",
      {
        CreateTableDefaultPermissions: [{ Principal: { DataLakePrincipalIdentifier: "IAM_ALLOWED_PRINCIPALS" } }],
      },
    ],
    ["AWS::ServiceCatalog::PortfolioPrincipalAssociation", { PrincipalARN: "arn:aws:iam:::role/Team*" }],
    [
      "AWS::S3::AccessGrant",
      { Grantee: { GranteeType: "DIRECTORY_USER", GranteeIdentifier: "83d43802-00b1-7054-db02-f1d683aacba5" } },
    ],
    ["AWS::S3::Bucket", {}],
  ])("%s with nobody", (type, properties) => {
    expect(letIn(template(type, properties))).toEqual([]);
  });

  it.each<[Planned, unknown]>([
    [{ type: "aws_ram_principal_association", after: { principal: STRANGER } }, { AWS: STRANGER }],
    [{ type: "aws_ram_resource_share_associations_exclusive", after: { principals: [STRANGER] } }, { AWS: STRANGER }],
    [{ type: "awscc_ram_principal_association", after: { principal: STRANGER } }, { AWS: STRANGER }],
    [{ type: "aws_network_interface_permission", after: { aws_account_id: STRANGER } }, { AWS: STRANGER }],
    [{ type: "aws_opensearch_authorize_vpc_endpoint_access", after: { account: STRANGER } }, { AWS: STRANGER }],
    [{ type: "aws_redshift_data_share_authorization", after: { consumer_identifier: STRANGER } }, { AWS: STRANGER }],
    [{ type: "aws_directory_service_shared_directory", after: { target: [{ id: STRANGER }] } }, { AWS: STRANGER }],
    [
      { type: "aws_securitylake_subscriber", after: { subscriber_identity: [{ principal: STRANGER }] } },
      { AWS: STRANGER },
    ],
    [
      {
        type: "aws_quicksight_folder",
        after: { permissions: [{ principal: `arn:aws:quicksight:r:${STRANGER}:user/u` }] },
      },
      { AWS: STRANGER },
    ],
    [{ type: "aws_signer_signing_profile_permission", after: { principal: STRANGER } }, { AWS: STRANGER }],
    [{ type: "aws_acmpca_permission", after: { principal: "acm.amazonaws.com" } }, { Service: "acm.amazonaws.com" }],
    [
      {
        type: "aws_kms_grant",
        after: { grantee_principal: `arn:aws:iam::${STRANGER}:role/r`, operations: ["Decrypt"] },
      },
      { AWS: `arn:aws:iam::${STRANGER}:role/r` },
    ],
    [{ type: "aws_ami_launch_permission", after: { group: "all" } }, "*"],
    [{ type: "aws_ami_launch_permission", after: { account_id: STRANGER, group: null } }, { AWS: STRANGER }],
    [{ type: "aws_snapshot_create_volume_permission", after: { account_id: STRANGER } }, { AWS: STRANGER }],
    [{ type: "aws_ssm_document", after: { permissions: { type: "Share", account_ids: "All" } } }, "*"],
    [{ type: "aws_db_snapshot", after: { shared_accounts: ["all"] } }, "*"],
    [{ type: "aws_vpc_endpoint_service", after: { allowed_principals: ["*"] } }, "*"],
    [{ type: "aws_vpc_endpoint_service_allowed_principal", after: { principal_arn: "*" } }, "*"],
    [{ type: "aws_lakeformation_permissions", after: { principal: STRANGER } }, { AWS: STRANGER }],
    [{ type: "aws_lakeformation_data_lake_settings", after: { admins: [STRANGER] } }, { AWS: STRANGER }],
    [
      {
        type: "aws_organizations_delegated_administrator",
        after: { account_id: STRANGER, service_principal: "config.amazonaws.com" },
      },
      { AWS: STRANGER },
    ],
    [{ type: "aws_guardduty_organization_admin_account", after: { admin_account_id: STRANGER } }, { AWS: STRANGER }],
    [{ type: "aws_codebuild_project", after: { project_visibility: "PUBLIC_READ" } }, "*"],
  ])("%j", (planned, expected) => {
    expect(principals(planOf(planned))).toEqual([expected]);
  });

  it("to several accounts in one text", () => {
    const after = { permissions: { type: "Share", account_ids: `111122223333,${STRANGER}` } };
    expect(principals(planOf({ type: "aws_ssm_document", after }))).toEqual([
      { AWS: "111122223333" },
      { AWS: STRANGER },
    ]);
  });

  it("brings what was shared before, in a plan", () => {
    const planned = { type: "aws_s3_bucket_acl", before: { acl: "public-read" }, after: { acl: "public-read-write" } };
    const [policy] = read(planOf({ ...planned, actions: ["update"] })).policies;
    expect(policy?.before && plain(policy.before)).toMatchObject({ Statement: [{ Principal: "*" }] });
  });
});
