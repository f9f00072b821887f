import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isIPv6 } from "node:net";
import { Conflict, Invalid } from "#lib/errors.ts";
import type { WireResponse } from "#lib/iam/wire/index.ts";
import { openPool, type PoolOptions } from "#lib/processes/pool.ts";
import { childProgram } from "../child-program.ts";
import { type Answerer, type AnswererOptions, answererFor, tooLarge } from "./answerer.ts";
import { MOST_BYTES, readBody, untilGone } from "./read-body.ts";

/** Client timeouts in milliseconds: for the headers, for the whole request, and for leaving after a refusal. */
export type Patience = { headers: number; request: number; leaving: number };

export const PATIENCE: Patience = { headers: 10_000, request: 30_000, leaving: 2_000 };

/** `judges` configures the separate processes that judge policies. */
type AnalyzerOptions = AnswererOptions & {
  host: string;
  port: number;
  patience?: Patience;
  judges?: Partial<PoolOptions>;
};
export type RunningAnalyzer = { url: string; port: number; close: () => Promise<void> };

const KEEP_ALIVE = 65_000;
const JUDGES = { size: 2, waiting: 200 };

function write(response: ServerResponse, { status, headers, body }: WireResponse): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.write(body);
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { answerTo, patience }: { answerTo: Answerer; patience: Patience },
): Promise<void> {
  const body = await readBody(request);
  if (body !== undefined) {
    write(response, await answerTo(request, body));
  } else {
    write(response, tooLarge(MOST_BYTES));
    await untilGone(request, patience.leaving);
  }
  response.end();
}

function listen(server: Server, { host, port }: AnalyzerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") {
        reject(
          new Conflict(`Port ${port} of ${host} is in use. Choose another port, or use --port 0 for any free port.`),
        );
      } else if (error.code === "EACCES") {
        reject(new Invalid(`This user may not use port ${port}. Choose a port from 1024, or use --port 0.`));
      } else if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
        reject(new Invalid(`${host} is not an address of this machine.`));
      } else reject(error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/** Node checks for slow clients only now and then; this interval keeps the overrun short. */
function timeouts({ headers, request }: Patience) {
  return {
    headersTimeout: headers,
    requestTimeout: request,
    keepAliveTimeout: KEEP_ALIVE,
    connectionsCheckingInterval: Math.ceil(Math.min(headers, request) / 10),
  };
}

/** Serves Access Analyzer's protocol until closed. Throws Conflict or Invalid if it cannot listen. */
export async function serveAnalyzer(options: AnalyzerOptions): Promise<RunningAnalyzer> {
  const { patience = PATIENCE } = options;
  const pool = openPool({ ...childProgram(), ...JUDGES, ...options.judges });
  const handling = { answerTo: answererFor(options, pool), patience };
  const server = createServer(timeouts(patience), (request, response) => {
    handle(request, response, handling).catch(() => response.destroy());
  });
  const port = await listen(server, options);
  pool.warm();
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
      pool.close();
    });
  const host = isIPv6(options.host) ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}`, port, close };
}
