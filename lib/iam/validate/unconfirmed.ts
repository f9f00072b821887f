const NO_ANSWER = "not seen in any recorded AWS answer";
const OPEN_LIST = "AWS accepts keys that it does not publish";

/**
 * AWS errors reported here as suggestions, because no AWS answer confirms them where service data would raise them:
 * code → the reason. A code leaves this list when an AWS answer confirms that it is found in the same places.
 */
export const UNCONFIRMED: ReadonlyMap<string, string> = new Map([
  ["ARN_ACCOUNT_NOT_ALLOWED", NO_ANSWER],
  ["ARN_REGION_NOT_ALLOWED", NO_ANSWER],
  ["INVALID_ARN_REGION", NO_ANSWER],
  ["INVALID_ARN_RESOURCE", "AWS accepts ARN formats that it does not publish"],
  ["INVALID_CONDITION_MULTIPLE_BOOLEAN", NO_ANSWER],
  ["INVALID_GLOBAL_CONDITION_KEY", OPEN_LIST],
  ["INVALID_PARTITION", NO_ANSWER],
  ["INVALID_REGION", NO_ANSWER],
  ["INVALID_SERVICE", NO_ANSWER],
  ["INVALID_SERVICE_CONDITION_KEY", OPEN_LIST],
  ["MISSING_ACTION_FOR_CONDITION_KEY", NO_ANSWER],
  ["MISSING_ARN_ACCOUNT", "AWS accepts ARNs without an account where the published format has one"],
  ["MISSING_ARN_REGION", NO_ANSWER],
  ["MISSING_TAG_KEY_IN_CONDITION", NO_ANSWER],
  ["RCP_SYNTAX_ERROR_ACTION", NO_ANSWER],
  ["UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", NO_ANSWER],
]);
