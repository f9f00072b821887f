/** Whether an ARN is that of a managed policy of AWS's own whose text comes with the program: the data is of the partition `aws`. */
export function isAwsManaged(arn: string): boolean {
  return /^arn:aws:iam::aws:policy\//.test(arn);
}
