import type { WireResponse } from "../message.ts";

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function xmlAnswer(status: number, body: string, requestId: string): WireResponse {
  return { status, headers: { "content-type": "text/xml", "x-amzn-RequestId": requestId }, body };
}

/** A result in AWS's query protocol: `result` is XML. */
export function queryResult(action: string, namespace: string, result: string, requestId: string): WireResponse {
  const body =
    `<${action}Response xmlns="${namespace}"><${action}Result>${result}</${action}Result>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`;
  return xmlAnswer(200, body, requestId);
}

export function queryFailure(status: number, code: string, message: string, requestId: string): WireResponse {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`;
  const body = `<ErrorResponse>${error}<RequestId>${requestId}</RequestId></ErrorResponse>`;
  return xmlAnswer(status, body, requestId);
}
