/** Amazon S3 and AWS Lambda calls authorized by an action with another name. Source: their API references. */
const ACTIONS: Readonly<Record<string, string>> = {
  "lambda:Invoke": "InvokeFunction",
  "s3:CompleteMultipartUpload": "PutObject",
  "s3:CreateMultipartUpload": "PutObject",
  "s3:DeleteBucketCors": "PutBucketCORS",
  "s3:DeleteBucketEncryption": "PutEncryptionConfiguration",
  "s3:DeleteBucketLifecycle": "PutLifecycleConfiguration",
  "s3:DeleteBucketReplication": "PutReplicationConfiguration",
  "s3:DeleteBucketTagging": "PutBucketTagging",
  "s3:DeleteObjects": "DeleteObject",
  "s3:DeletePublicAccessBlock": "PutBucketPublicAccessBlock",
  "s3:GetBucketAccelerateConfiguration": "GetAccelerateConfiguration",
  "s3:GetBucketAnalyticsConfiguration": "GetAnalyticsConfiguration",
  "s3:GetBucketEncryption": "GetEncryptionConfiguration",
  "s3:GetBucketInventoryConfiguration": "GetInventoryConfiguration",
  "s3:GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
  "s3:GetBucketMetricsConfiguration": "GetMetricsConfiguration",
  "s3:GetBucketNotificationConfiguration": "GetBucketNotification",
  "s3:GetBucketReplication": "GetReplicationConfiguration",
  "s3:GetObjectLockConfiguration": "GetBucketObjectLockConfiguration",
  "s3:GetPublicAccessBlock": "GetBucketPublicAccessBlock",
  "s3:HeadBucket": "ListBucket",
  "s3:HeadObject": "GetObject",
  "s3:ListBuckets": "ListAllMyBuckets",
  "s3:ListMultipartUploads": "ListBucketMultipartUploads",
  "s3:ListObjects": "ListBucket",
  "s3:ListObjectsV2": "ListBucket",
  "s3:ListObjectVersions": "ListBucketVersions",
  "s3:ListParts": "ListMultipartUploadParts",
  "s3:PutBucketAccelerateConfiguration": "PutAccelerateConfiguration",
  "s3:PutBucketAnalyticsConfiguration": "PutAnalyticsConfiguration",
  "s3:PutBucketEncryption": "PutEncryptionConfiguration",
  "s3:PutBucketInventoryConfiguration": "PutInventoryConfiguration",
  "s3:PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
  "s3:PutBucketMetricsConfiguration": "PutMetricsConfiguration",
  "s3:PutBucketNotificationConfiguration": "PutBucketNotification",
  "s3:PutBucketReplication": "PutReplicationConfiguration",
  "s3:PutObjectLockConfiguration": "PutBucketObjectLockConfiguration",
  "s3:PutPublicAccessBlock": "PutBucketPublicAccessBlock",
  "s3:SelectObjectContent": "GetObject",
  "s3:UploadPart": "PutObject",
};

const BY_NAME = new Map(
  Object.entries(ACTIONS).map(([call, action]) => [call.toLowerCase(), { api: call.split(":")[1] ?? "", action }]),
);

/** The action that authorizes an API call, for a policy that names the call instead. Ignores case. */
export function apiAction(service: string, name: string): { api: string; action: string } | undefined {
  return BY_NAME.get(`${service}:${name}`.toLowerCase());
}
