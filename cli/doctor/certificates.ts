import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Environment } from "../../provider/config/settings.ts";
import { counted } from "../terminal/text.ts";
import { green, red } from "./checks.ts";
import type { Check } from "./report.ts";

const CERTIFICATE =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/** The certificates of authorities that are trusted beside Node's own. Node itself only warns of a file that it can't use. */
export function checkAuthorities({ NODE_EXTRA_CA_CERTS: file }: Environment): Check {
  const [id, title] = ["certificates", "CA certificates"];
  if (!file) return green(id, title, "those of Node");
  const named = `NODE_EXTRA_CA_CERTS names ${file}`;
  const todo = "Name a readable file of PEM certificates, or unset NODE_EXTRA_CA_CERTS.";
  let text: string;
  try {
    text = readFileSync(file, "latin1");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? error.code : "unknown error";
    return red(id, title, `${named}, which can't be read (${reason})`, todo);
  }
  const certificates = text.match(CERTIFICATE) ?? [];
  if (certificates.length === 0) return red(id, title, `${named}, which holds no certificate in PEM form`, todo);
  if (!certificates.every(isReadable)) return red(id, title, `${named}, in which a certificate is damaged`, todo);
  return green(id, title, `those of Node, and ${counted(certificates.length, "certificate")} in ${file}`);
}

/** Whether certificates are verified at all. */
export function checkVerification({ NODE_TLS_REJECT_UNAUTHORIZED: reject }: Environment): Check {
  const [id, title] = ["verification", "TLS"];
  if (reject !== "0") return green(id, title, "certificates are verified");
  return red(
    id,
    title,
    "NODE_TLS_REJECT_UNAUTHORIZED=0: anybody on the way can read the login and its token",
    "Unset it; name your proxy's certificate in NODE_EXTRA_CA_CERTS instead.",
  );
}

function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}
