import { chromium } from "playwright-core";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const c = await b.newContext({ javaScriptEnabled: false, baseURL: "http://localhost:43901" });
const p = await c.newPage(); await p.goto("/sign-in"); await p.screenshot({ path: "/tmp/nojs.png" });
console.log((await p.content()).slice(-3000)); await b.close();
