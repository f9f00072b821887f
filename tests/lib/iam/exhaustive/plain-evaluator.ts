import { holds } from "./plain-condition.ts";
import { expand, fieldsOf, matchesArn, matchesGlob } from "./plain-pattern.ts";
import { listOf, type PlainPolicy, type PlainRequest, type PlainStatement, type Reading } from "./plain-policy.ts";
import { isNamed, isSpared } from "./plain-principal.ts";

/**
 * Is the request allowed? Written from AWS's documentation alone, shape by shape, with nothing shared with the engine and
 * nothing clever: what the engine proves is held against it.
 */
export function allows(policy: PlainPolicy, request: PlainRequest, reading: Reading): boolean {
  const applying = policy.Statement.filter((statement) => applies(statement, policy.Version, request, reading));
  return applying.some(({ Effect }) => Effect === "Allow") && applying.every(({ Effect }) => Effect !== "Deny");
}

/** Do all elements of the statement cover the request? */
export function applies(
  statement: PlainStatement,
  version: string | undefined,
  request: PlainRequest,
  reading: Reading,
): boolean {
  const variables = version === "2012-10-17";
  return (
    coversAction(statement, request.action) &&
    coversResource(statement, request, variables) &&
    coversCaller(statement, request, reading) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, wanted]) =>
        holds({ operator, key, wanted: listOf(wanted) }, { request, variables, reading }),
      ),
    )
  );
}

function coversAction({ Action, NotAction }: PlainStatement, action: string): boolean {
  return listOf(Action ?? NotAction ?? []).some((text) => isAction(text, action)) === (NotAction === undefined);
}

function isAction(wanted: string, action: string): boolean {
  const pattern = expand(wanted.toLowerCase(), { wildcards: true, variables: false, context: {} });
  return pattern !== undefined && matchesGlob(pattern, action.toLowerCase());
}

function coversResource({ Resource, NotResource }: PlainStatement, request: PlainRequest, variables: boolean): boolean {
  if (Resource === undefined && NotResource === undefined) return true;
  const listed = listOf(Resource ?? NotResource ?? []).some((text) => isResource(text, request, variables));
  return listed === (NotResource === undefined);
}

/** With a variable that has no value, the text stands for no resource. */
export function isResource(wanted: string, { resource, context }: PlainRequest, variables: boolean): boolean {
  const pattern = expand(wanted, { wildcards: true, variables, context });
  return pattern !== undefined && matchesArn(fieldsOf(pattern), resource);
}

function coversCaller({ Principal, NotPrincipal }: PlainStatement, request: PlainRequest, reading: Reading): boolean {
  if (Principal !== undefined) return isNamed(Principal, request.principal, reading);
  return NotPrincipal === undefined || !isSpared(NotPrincipal, request.principal, reading);
}
