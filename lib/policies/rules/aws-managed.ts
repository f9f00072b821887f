/** Whether an ARN is an AWS managed policy whose text is bundled; the data is for the partition `aws`. */
export function isAwsManaged(arn: string): boolean {
  return /^arn:aws:iam::aws:policy\//.test(arn);
}
