import { isAccountId, type PrincipalEntry, type Statement } from "../language/index.ts";
import { accountOf } from "../match/index.ts";

/**
 * AWS accounts that deliver logs and reports, by region. Source: AWS's pages on each, and the data sources of
 * Terraform's AWS provider.
 */
const ELASTIC_LOAD_BALANCING = `
  us-east-1 127311923021, us-east-2 033677994240, us-west-1 027434742980, us-west-2 797873946194,
  af-south-1 098369216593, ap-east-1 754344448648, ap-southeast-3 589379963580, ap-south-1 718504428378,
  ap-northeast-3 383597477331, ap-northeast-2 600734575887, ap-southeast-1 114774131450, ap-southeast-2 783225319266,
  ap-northeast-1 582318560864, ca-central-1 985666609251, eu-central-1 054676820928, eu-west-1 156460612806,
  eu-west-2 652711504416, eu-south-1 635631232127, eu-west-3 009996457667, eu-north-1 897822967062,
  me-south-1 076674570225, sa-east-1 507241528517, us-gov-west-1 048591011584, us-gov-east-1 190560391635,
  cn-north-1 638102146993, cn-northwest-1 037604701340`;
const CLOUDTRAIL = `
  ap-east-1 119688915426, ap-northeast-1 216624486486, ap-northeast-2 492519147666, ap-northeast-3 765225791966,
  ap-south-1 977081816279, ap-southeast-1 903692715234, ap-southeast-2 284668455005, ca-central-1 819402241893,
  cn-north-1 193415116832, cn-northwest-1 681348832753, eu-central-1 035351147821, eu-north-1 829690693026,
  eu-south-1 669305197877, eu-west-1 859597730677, eu-west-2 282025262664, eu-west-3 262312530599,
  me-south-1 034638983726, sa-east-1 814480443879, us-east-1 086441151436, us-east-2 475085895292,
  us-gov-east-1 608710470296, us-gov-west-1 608710470296, us-west-1 388731089494, us-west-2 113285607260`;
const REDSHIFT = `
  af-south-1 365689465814, ap-east-1 313564881002, ap-northeast-1 404641285394, ap-northeast-2 760740231472,
  ap-northeast-3 090321488786, ap-south-1 865932855811, ap-southeast-1 361669875840, ap-southeast-2 762762565011,
  ca-central-1 907379612154, cn-north-1 111890595117, cn-northwest-1 660998842044, eu-central-1 053454850223,
  eu-north-1 729911121831, eu-south-1 945612479654, eu-west-1 210876761215, eu-west-2 307160386991,
  eu-west-3 915173422425, me-south-1 013126148197, sa-east-1 075028567923, us-east-1 193672423079,
  us-east-2 391106570357, us-gov-east-1 665727464434, us-gov-west-1 665727464434, us-west-1 262260360010,
  us-west-2 902366379725`;

/** What AWS delivers from one of its accounts, and in which Regions; empty if the account serves all of them. */
type LogDelivery = { service: string; regions: readonly string[] };

function readTable(service: string, table: string): [string, LogDelivery][] {
  const regions = new Map<string, string[]>();
  for (const line of table.split(",")) {
    const [region = "", account = ""] = line.trim().split(" ");
    regions.set(account, [...(regions.get(account) ?? []), region]);
  }
  return [...regions].map(([account, names]) => [account, { service, regions: names }]);
}

const DELIVERIES = new Map<string, LogDelivery>([
  ...readTable("Elastic Load Balancing", ELASTIC_LOAD_BALANCING),
  ...readTable("CloudTrail", CLOUDTRAIL),
  ...readTable("Amazon Redshift", REDSHIFT),
  ["386209384616", { service: "AWS Billing", regions: [] }],
  // The canonical user awslogsdelivery. Source: Amazon CloudFront Developer Guide, "Standard logging (legacy)".
  ["c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0", { service: "CloudFront", regions: [] }],
]);

/** "CloudTrail in us-gov-east-1 and us-gov-west-1"; undefined for an account that is not AWS's own. */
export function logDeliverer(account: string): string | undefined {
  const delivery = DELIVERIES.get(account);
  if (delivery === undefined) return undefined;
  const { service, regions } = delivery;
  return regions.length === 0 ? service : `${service} in ${regions.join(" and ")}`;
}

/** Permissions that AWS requires for delivery: to a bucket, to a notified topic, and in a bucket's ACL. */
const DELIVERING = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketPolicy", "s3:PutObject", "sns:Publish"];
const BY_ACL = ["s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions", "s3:PutBucketAcl"];
const ASKED = new Set([...DELIVERING, ...BY_ACL].map((action) => action.toLowerCase()));

/**
 * The service whose logs a statement lets AWS deliver from its own account. Undefined for other principals, and if the
 * statement grants more than delivery needs.
 */
export function deliveredLogs(
  { actions }: Pick<Statement, "actions">,
  { value }: Pick<PrincipalEntry, "value">,
): string | undefined {
  const isEnough = !actions.negated && actions.patterns.every(({ text }) => ASKED.has(text.toLowerCase()));
  if (!isEnough) return undefined;
  const account = isAccountId(value) ? value : (accountOf(value) ?? value);
  return DELIVERIES.get(account)?.service;
}
