/** One faulty member of a request. */
export type FieldProblem = { name: string; message: string };

export type ValidationReason = "unknownOperation" | "cannotParse" | "fieldValidationFailed" | "other" | "notSupported";

/** A protocol error: thrown by an operation, and answered as `name` with `status` and `members`. */
export class WireError extends Error {
  override readonly name: string;
  readonly status: number;
  readonly members: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(
    name: string,
    status: number,
    message: string,
    members: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.name = name;
    this.status = status;
    this.members = members;
    this.headers = headers;
  }
}

/** AWS's answer to a request that cannot be used; without fields, it names none. */
export function validationException(message: string, reason: ValidationReason, fields?: FieldProblem[]): WireError {
  return new WireError("ValidationException", 400, message, {
    reason,
    ...(fields === undefined ? {} : { fieldList: fields }),
  });
}

export function resourceNotFound(resourceType: string, resourceId: string): WireError {
  const message = `This server has no ${resourceType} ${resourceId}. It forgets everything when it stops.`;
  return new WireError("ResourceNotFoundException", 404, message, { resourceType, resourceId });
}

export function conflict(message: string, resourceType: string, resourceId: string): WireError {
  return new WireError("ConflictException", 409, message, { resourceType, resourceId });
}
