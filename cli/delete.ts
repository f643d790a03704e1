import { Command } from "commander";
import { Connection } from "../provider/api/connection.ts";
import { OAuthApi } from "../provider/api/oauth-api.ts";
import { readConfiguration } from "../provider/config/configuration.ts";
import { removeLeftOver } from "../provider/lifecycle/remove-left-over.ts";
import { Session } from "../provider/lifecycle/session.ts";

/** `delete`: removes one client that no stack manages, e.g. one left over from an interrupted run. */
export function deleteCommand(): Command {
  return new Command("delete")
    .description("delete an OAuth client that no stack manages, such as one left over from an interrupted run")
    .argument("<clientId>", "id of the client")
    .option("--yes", "delete the client; without this option it is only shown")
    .addHelpText("after", AFTER_HELP)
    .action(async (clientId: string, { yes = false }: { readonly yes?: boolean }) => {
      const session = new Session(new OAuthApi(new Connection(readConfiguration(() => undefined, process.env))));
      const line = await removeLeftOver(session, clientId, yes);
      process.stdout.write(`${line}\n`);
      session.api.close();
    });
}

const AFTER_HELP = `
Exit codes: 0 deleted or shown, 1 refused or failed, 2 wrong usage.
Needs the permission oauth:client:view and, with --yes, oauth:client:edit and oauth:client:delete.
Reads the same environment variables as the provider (GENESYSCLOUD_REGION, …).`;
