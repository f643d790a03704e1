import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { HandedListing } from "./listing.ts";

/** It rises when another version of this package could misread what is handed over. */
const VERSION = 1;

/** A listing with where it comes from. */
export interface OrganizationClients extends HandedListing {
  /** Origin of the API. */
  readonly apiUrl: string;
  /** Empty if the API does not tell. */
  readonly organizationId: string;
}

/** Hands a listing to other processes of the same user. */
export interface ListingChannel {
  /** What {@link LISTING_CHANNEL} must be for a process that may ask. Undefined where there is no channel: then it lists by itself. */
  readonly address: string | undefined;
  close(): void;
}

/**
 * Opens a channel for a listing that may still be on its way. Whoever asks earlier waits for it.
 *
 * It is a socket in a folder that only this user can enter. A file would do too, but it could stay behind, with descriptions
 * that a stack keeps secret.
 * @param listing undefined if there will be none: whoever asks then lists by itself. It must not reject.
 */
export async function openListingChannel(listing: Promise<OrganizationClients | undefined>): Promise<ListingChannel> {
  // A named pipe of Windows has no folder to protect it.
  if (process.platform === "win32") return { address: undefined, close: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), "genesyscloud-"));
  const address = join(folder, "listing");
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    // Whoever asked has ended: there is nobody left to tell.
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    void listing.then((handed) => socket.end(handed === undefined ? "" : written(handed)));
  });
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await once(server.listen(address), "listening");
    return { address, close };
  } catch {
    // The path of the folder for temporary files may be too long for a socket.
    close();
    return { address: undefined, close: () => undefined };
  }
}

/** The API tells a secret only once, and not in its listing. Should it ever do so, the secret is left out. */
function written(listing: OrganizationClients): string {
  const clients = listing.clients.map(({ secret, ...client }) => client);
  return JSON.stringify({ version: VERSION, ...listing, clients });
}

/**
 * The listing from a channel, as soon as it is there. Undefined if there is no channel, or no listing of this organisation:
 * then the caller lists by itself.
 */
export async function receiveListing(
  address: string,
  own: { readonly apiUrl: string; readonly organizationId: string },
): Promise<HandedListing | undefined> {
  if (own.organizationId === "") return undefined;
  const received = read(await receivedText(address));
  return received?.apiUrl === own.apiUrl && received.organizationId === own.organizationId ? received : undefined;
}

/** Empty if nobody is there, or nothing was sent. */
async function receivedText(address: string): Promise<string> {
  try {
    return await text(connect(address));
  } catch {
    // The other process has ended. Nothing is lost: the caller lists by itself.
    return "";
  }
}

function read(received: string): OrganizationClients | undefined {
  try {
    const listing: OrganizationClients & { readonly version: unknown } = JSON.parse(received);
    const isKnown = listing.version === VERSION && Array.isArray(listing.clients) && Number.isFinite(listing.listedAt);
    return isKnown ? listing : undefined;
  } catch {
    // Nothing was sent, or it was cut short.
    return undefined;
  }
}
