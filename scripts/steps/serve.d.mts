import type { IncomingMessage, Server, ServerResponse } from "node:http";

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

export const TIMES: {
  headersTimeout: number;
  requestTimeout: number;
  keepAliveTimeout: number;
  connectionsCheckingInterval: number;
};
export function serve(settings: {
  dev: boolean;
  host: string;
  port: number;
  name: string | undefined;
  guard: (request: IncomingMessage, response: ServerResponse) => boolean;
  meanwhile?: () => Promise<void>;
}): Promise<void>;
export function serveMeanwhile(settings: {
  host: string;
  port: number;
  guard: (request: IncomingMessage, response: ServerResponse) => boolean;
  doing: string;
}): Promise<() => Promise<void>>;
export function answer(
  server: Server,
  guard: (request: IncomingMessage, response: ServerResponse) => boolean,
  handle: Handle,
): void;
