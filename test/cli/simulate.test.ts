import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DIVISION_IDS, VARIANTS } from "../../simulator/index.ts";
import { connectTo } from "../support/connect.ts";
import { Command, run } from "./command.ts";

/** The variables that the printed lines set when a shell evaluates them. */
function exportsOf(stdout: string): Record<string, string> {
  const lines = stdout.matchAll(/^export (\w+)='([^']*)'$/gm);
  return Object.fromEntries([...lines].map(([, name = "", value = ""]) => [name, value]));
}

async function json(answer: Promise<Response>): Promise<Record<string, unknown>> {
  return (await (await answer).json()) as Record<string, unknown>;
}

async function started(...args: string[]) {
  const command = new Command(["simulate", "--port", "0", ...args]);
  const env = exportsOf(await command.printed(/GENESYSCLOUD_OAUTHCLIENT_SECRET='[^']+'\n/));
  return { command, env, url: env.GENESYSCLOUD_API_URL ?? "" };
}

describe("genesyscloud-oauth simulate", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("prints exports that work, and ends cleanly on %s", async (signal) => {
    const { command, env, url } = await started();
    expect(Object.keys(env).sort()).toEqual([
      "GENESYSCLOUD_API_URL",
      "GENESYSCLOUD_LOGIN_URL",
      "GENESYSCLOUD_OAUTHCLIENT_ID",
      "GENESYSCLOUD_OAUTHCLIENT_SECRET",
    ]);
    const api = connectTo({ url });
    const { id } = await api.createClient({ name: "App", authorizedGrantType: "CODE" });
    const deletion = await run(["delete", id, "--yes"], env);
    expect(deletion).toMatchObject({ code: 0, stderr: "" });
    // A connection that stays open must not keep it from ending.
    expect(await fetch(`${url}/oauth/token`, { method: "POST" })).toMatchObject({ ok: false });
    command.signal(signal);
    expect(await command.ended()).toMatchObject({ code: 0, stderr: "" });
    api.close();
    await expect(fetch(url)).rejects.toThrow();
  });

  it("keeps the organisation in a file of mode 0600, and has it again after the next start", async () => {
    const folder = mkdtempSync(join(tmpdir(), "simulate-"));
    const file = join(folder, "organisation.json");
    try {
      const first = await started("--persist", file);
      const api = connectTo(first);
      const { id } = await api.createClient({ name: "Kept", authorizedGrantType: "CODE" });
      api.close();
      first.command.signal("SIGTERM");
      await first.command.ended();
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readFileSync(file, "utf8")).toContain(id);

      const second = await started("--persist", file);
      const shown = await run(["delete", id], second.env);
      second.command.signal("SIGINT");
      expect(await second.command.ended()).toMatchObject({ code: 0 });
      expect(shown.stdout).toContain("Kept");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("lets the API differ as the variants say, each of which its help explains", async () => {
    const { command, env, url } = await started("--variant", "total-too-large", "--variant", "ids-upper-case");
    const login = Buffer.from(`${env.GENESYSCLOUD_OAUTHCLIENT_ID}:${env.GENESYSCLOUD_OAUTHCLIENT_SECRET}`);
    const headers = { authorization: `Basic ${login.toString("base64")}` };
    const body = new URLSearchParams({ grant_type: "client_credentials" });
    const token = await json(fetch(`${url}/oauth/token`, { method: "POST", headers, body }));
    const bearer = { authorization: `Bearer ${token.access_token}` };
    const listing = await json(fetch(`${url}/api/v2/oauth/clients`, { headers: bearer }));
    const home = await json(fetch(`${url}/api/v2/authorization/divisions/home`, { headers: bearer }));
    command.signal("SIGTERM");
    await command.ended();
    expect([listing.entities, listing.total, home.id]).toEqual([[], 7, DIVISION_IDS.home.toUpperCase()]);

    const { stdout } = await run(["simulate", "--help"]);
    for (const text of Object.entries(VARIANTS).flat()) expect(stdout).toContain(text);
    const { code, stderr } = await run(["simulate", "--variant", "no-such"]);
    expect(code).toBe(2);
    expect(stderr).toContain("lists the variants");
  });

  it("counts requests and logins as its options say", async () => {
    const limits = ["--rate-limit", "1", "--rate-limit-per", "client", "--login-rate-limit", "2"];
    const { command, env, url } = await started(...limits);
    const login = Buffer.from(`${env.GENESYSCLOUD_OAUTHCLIENT_ID}:${env.GENESYSCLOUD_OAUTHCLIENT_SECRET}`);
    const headers = { authorization: `Basic ${login.toString("base64")}` };
    const body = new URLSearchParams({ grant_type: "client_credentials" });
    const logIn = () => fetch(`${url}/oauth/token`, { method: "POST", headers, body });
    const ask = async ({ access_token }: Record<string, unknown>) =>
      (await fetch(`${url}/api/v2/tokens/me`, { headers: { authorization: `Bearer ${access_token}` } })).status;
    const statuses = [await ask(await json(logIn())), await ask(await json(logIn())), (await logIn()).status];
    command.signal("SIGTERM");
    await command.ended();
    expect(statuses).toEqual([200, 429, 429]);
  });

  it("says in one line that a port is taken", async () => {
    const { command, url } = await started();
    const { code, stdout, stderr } = await run(["simulate", "--port", new URL(url).port]);
    command.signal("SIGTERM");
    await command.ended();
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(new URL(url).port);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each(["--port", "--latency", "--rate-limit", "--login-rate-limit", "--page-size", "--consistency-window"])(
    "refuses %s without a whole number",
    async (option) => {
      const { code, stderr } = await run(["simulate", option, "many"]);
      expect(code).toBe(2);
      expect(stderr).toContain("whole number");
    },
  );
});

describe("genesyscloud-oauth", () => {
  it("tells what it can do, and that it can't do anything else", async () => {
    const help = await run(["--help"]);
    expect(help).toMatchObject({ code: 0, stderr: "" });
    for (const word of ["delete", "simulate"]) expect(help.stdout).toContain(word);
    const unknown = await run(["delte"]);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain("delete");
  });

  it("tells its version", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(await run(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it.each(["audit", "delete", "doctor", "drift", "export", "recover"])(
    "tells in the help of %s what its exit codes mean, and no default that is nothing",
    async (command) => {
      const { code, stdout } = await run([command, "--help"]);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^Exit codes: 0 .*, 2 wrong usage\.$/m);
      expect(stdout).not.toMatch(/default: (false|\[\])/);
    },
  );
});
