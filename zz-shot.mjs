import { chromium } from "playwright-core";
const [who, address, width, scheme, out, full] = process.argv.slice(2);
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const c = await b.newContext({ viewport: { width: +width, height: 800 }, colorScheme: scheme, baseURL: "http://localhost:43901" });
const p = await c.newPage(); p.on("console", m => ["error","warning"].includes(m.type()) && console.log("CONSOLE", m.text()));
await p.goto("/sign-in"); await p.getByRole("button", { name: new RegExp(who) }).click(); await p.waitForURL(u => !u.pathname.startsWith("/sign-in"));
await p.goto(address); await p.waitForLoadState("networkidle"); await p.screenshot({ path: out, fullPage: full === "full" }); await b.close();
