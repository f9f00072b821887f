import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./root.mjs";

/** Reads the configuration by the application's own rules. Throws one message with all errors. */
export async function readConfiguration({ dev }) {
  process.env.NODE_ENV = dev ? "development" : "production";
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  const { readEnv } = await loadTypeScript("lib/env.ts");
  return { readEnv, env: readEnv(process.env) };
}

/** Finds the port, which may be any (0), and passes the whole configuration on in the environment. */
export async function settle({ readEnv, env }) {
  process.env.PORT = String(await findPort(env.HOST, env.PORT));
  const settled = readEnv(process.env);
  Object.assign(process.env, { HOST: settled.HOST, DATA_DIR: settled.DATA_DIR, NEXTAUTH_URL: settled.origin });
  return settled;
}

/** Loads the guard in front of the application, with the same settings. */
export async function loadGuard({ hosts, origins, PORT, TRUST_PROXY }, { dev }) {
  const { guard } = await loadTypeScript("lib/web/guard.ts");
  return guard({ hosts, origins, port: PORT, trustProxy: TRUST_PROXY, dev });
}

/** Loads one TypeScript module without starting a process, to keep every start fast. */
async function loadTypeScript(file) {
  const { buildSync } = await import("esbuild");
  const folder = path.join(root, "node_modules/.cache/guardians");
  const outfile = path.join(folder, `${path.basename(file, ".ts")}-${process.pid}.mjs`);
  mkdirSync(folder, { recursive: true });
  const options = { bundle: true, packages: "external", platform: "node", format: "esm", logLevel: "silent" };
  buildSync({ ...options, entryPoints: [path.join(root, file)], outfile });
  return import(pathToFileURL(outfile).href);
}

/** The requested port, or a free one for port 0. Throws if the port is in use. */
function findPort(host, port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => reject(portError(error, host, port)));
    server.listen(port, host, () => {
      const found = server.address().port;
      server.close(() => resolve(found));
    });
  });
}

function portError(error, host, port) {
  if (error.code === "EADDRINUSE") {
    return new Error(
      `Port ${port} on ${host} is in use. Stop the program that uses it, or choose another port with PORT=…`,
    );
  }
  if (error.code === "EACCES")
    return new Error(`This account cannot listen on port ${port}. Choose a port above 1023.`);
  return new Error(`Cannot listen on ${host} port ${port}: ${error.message}. Check HOST and PORT.`);
}
