import { expect, it } from "vitest";
import { PROVIDER_TEXT } from "../../provider/program/provider-text.ts";
import { SERVICE } from "../harness/sample-clients.ts";
import { createClientStack, type DeclaredClients, FACES, type Face } from "./client-stack.ts";

/** Bytes on disk. The dynamic provider keeps its text twice in each resource. */
const MOST_BYTES: Readonly<Record<Face, number>> = { dynamic: 2_500, plugin: 2_100 };

/** The engine writes the whole state at every step: its size is time. */
it.each(FACES)("keeps the state of a client small, %s face", async (face) => {
  const declared = (count: number): DeclaredClients =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `client-${100 + index}`,
        { ...SERVICE, name: `Service ${100 + index}` },
      ]),
    );
  await using clients = await createClientStack({ face });
  const sizeOf = async (count: number) => {
    await clients.apply(declared(count));
    return { exported: (await clients.stack.exportStack()).stdout.length, file: clients.stack.stateFileText().length };
  };
  const [few, many] = [await sizeOf(1), await sizeOf(21)];
  const perClient = { exported: (many.exported - few.exported) / 20, file: (many.file - few.file) / 20 };
  console.info(
    `${face} face: state per client: ${perClient.exported} bytes in stack export (indented), ${perClient.file} on disk`,
  );
  console.info(`provider text: ${PROVIDER_TEXT.length} bytes, kept twice per client`);
  expect(perClient.file).toBeLessThanOrEqual(MOST_BYTES[face]);
});
