import { describe, expect, it } from "vitest";
import { createOAuthClient } from "../../provider/lifecycle/create.ts";
import { adoptOAuthClient } from "../../provider/lifecycle/adopt.ts";
import { deleteOAuthClient } from "../../provider/lifecycle/delete.ts";
import { readOAuthClient } from "../../provider/lifecycle/read.ts";
import { updateOAuthClient } from "../../provider/lifecycle/update.ts";
import type { Session } from "../../provider/lifecycle/session.ts";
import type { OAuthClientState } from "../../provider/model/oauth-client.ts";
import { DEFAULT_LOGIN } from "../../simulator/index.ts";
import { APP } from "../harness/sample-clients.ts";
import { canonical, createdBefore, startWorld } from "../provider/lifecycle/lifecycle-world.ts";
import { OF_CLIENTS } from "./least-permissions.ts";

const permissions: string[] = ["*"];
const login = { ...DEFAULT_LOGIN, name: "restricted", permissions };
const allow = (allowed: readonly string[]) => void permissions.splice(0, Number.POSITIVE_INFINITY, ...allowed);

const USES: Record<keyof typeof OF_CLIENTS, (session: Session, state: OAuthClientState) => Promise<unknown>> = {
  "created, the first time": (session) => createOAuthClient(session, canonical({ ...APP, name: "Another" })),
  "read: refresh, preview, `OAuthClient.get`": (session, state) => readOAuthClient(session, state.clientId, state),
  "adopted with `import`": (session, state) => adoptOAuthClient(session, canonical(APP), state.clientId),
  "changed, or restored": (session, state) =>
    updateOAuthClient(session, state.clientId, state, canonical({ ...APP, name: "Renamed" })),
  "with another `secretVersion`": (session, state) =>
    updateOAuthClient(session, state.clientId, state, canonical({ ...APP, secretVersion: "2" })),
  deleted: (session, state) => deleteOAuthClient(session, state.clientId, state),
};

describe.each(Object.entries(OF_CLIENTS))("OAuthClient, %s", (use, needs) => {
  it("x", async () => {
    allow(["*"]);
    await using world = await startWorld({ logins: [login] });
    const state = await createdBefore(world);
    const run = () => USES[use as keyof typeof USES](world.process(), state);
    await run();
    console.log(use, world.simulator.log.table());
  });
});
