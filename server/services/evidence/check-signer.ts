import type { Buffer } from "node:buffer";
import { fromBER, OctetString } from "asn1js";
import {
  Certificate,
  CertificateChainValidationEngine,
  ContentInfo,
  type RelativeDistinguishedNames,
  SignedData,
  type SignerInfo,
} from "pkijs";
import type { DocumentSignature } from "../../domain/evidence/signature.ts";

/** Whom this installation believes. */
export interface SignerTrust {
  /** DER of root certificates; empty when none are named. */
  readonly roots: readonly Uint8Array[];
  /** Stands in for the signing time of a signature that names none. */
  readonly now: Date;
}

/** What was found of one signer; `isIntact`: the bytes are what this signature was made over. */
export type CheckedSigner = Omit<DocumentSignature, "coversWholeFile"> & { readonly isIntact: boolean };

export interface SignedContent {
  /** CMS, with zeros behind it where the signer reserved more room. */
  readonly signature: Buffer;
  readonly content: Buffer;
  hash(algorithm: string): Buffer;
}

/** Older digests can be made to collide: nothing that hangs on one counts as checked. */
const DIGESTS: Readonly<Record<string, string>> = {
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};
const SIGNED_DATA = "1.2.840.113549.1.7.2";
const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
const SIGNING_TIME = "1.2.840.113549.1.9.5";
const COMMON_NAME = "2.5.4.3";

/**
 * Checks one detached CMS signature: digest, signature, time of the certificate, chain to a trusted root.
 *
 * Neither revocation nor timestamps are looked up: both take a network. The signing time is the signer's own word.
 */
export async function checkSigner(signed: SignedContent, trust: SignerTrust): Promise<CheckedSigner> {
  const none = { signer: null, issuer: null, signedAt: null, isIntact: false };
  const data = parseSigned(signed.signature);
  if (data === "malformed") return { state: "invalid", reason: "malformed", ...none };
  const [info, another] = data?.signerInfos ?? [];
  const digest = info === undefined ? undefined : DIGESTS[info.digestAlgorithm.algorithmId];
  const certificate = data === null || info === undefined ? null : findCertificate(data, info);
  const isKnown = data !== null && data.encapContentInfo.eContent === undefined && another === undefined;
  if (!isKnown || info === undefined || digest === undefined || certificate === null) {
    return { state: "not-checked", reason: "unsupported", ...none };
  }
  const signedAt = findSigningTime(info);
  const facts = {
    signer: readName(certificate.subject),
    issuer: readName(certificate.issuer),
    signedAt: signedAt?.toISOString() ?? null,
    isIntact: false,
  };
  const expected = findDigest(info);
  if (expected === null) return { state: "not-checked", reason: "unsupported", ...facts };
  if (!signed.hash(digest).equals(expected)) return { state: "invalid", reason: "content-changed", ...facts };
  const outcome = await verify(data, signed.content);
  if (outcome === "unsupported") return { state: "not-checked", reason: "unsupported", ...facts };
  if (outcome === "broken") return { state: "invalid", reason: "signature-broken", ...facts };
  const intact = { ...facts, isIntact: true };
  const at = signedAt ?? trust.now;
  if (at < certificate.notBefore.value || at > certificate.notAfter.value) {
    return { state: "invalid", reason: "certificate-expired", ...intact };
  }
  if (trust.roots.length === 0) return { state: "not-checked", reason: "no-trust-roots", ...intact };
  const isTrusted = await leadsToRoot(certificate, { data, roots: trust.roots, at });
  return isTrusted
    ? { state: "valid", reason: null, ...intact }
    : { state: "not-checked", reason: "untrusted-issuer", ...intact };
}

/** Null when it is another kind of structure than signed data. */
function parseSigned(bytes: Uint8Array): SignedData | "malformed" | null {
  const parsed = fromBER(bytes);
  if (parsed.offset === -1) return "malformed";
  try {
    const info = new ContentInfo({ schema: parsed.result });
    return info.contentType === SIGNED_DATA ? new SignedData({ schema: info.content }) : null;
  } catch {
    return "malformed";
  }
}

const listCertificates = ({ certificates }: SignedData): Certificate[] =>
  (certificates ?? []).filter((one): one is Certificate => one instanceof Certificate);

function findCertificate(data: SignedData, { sid }: SignerInfo): Certificate | null {
  const { serialNumber, issuer } = sid as {
    serialNumber?: Certificate["serialNumber"];
    issuer?: Certificate["issuer"];
  };
  if (serialNumber === undefined || issuer === undefined) return null;
  const isSigner = (one: Certificate): boolean => one.serialNumber.isEqual(serialNumber) && one.issuer.isEqual(issuer);
  return listCertificates(data).find(isSigner) ?? null;
}

function findAttribute(info: SignerInfo, type: string): unknown {
  const attribute = info.signedAttrs?.attributes.find((one) => one.type === type);
  return attribute?.values[0];
}

function findDigest(info: SignerInfo): Uint8Array | null {
  const value = findAttribute(info, MESSAGE_DIGEST);
  return value instanceof OctetString ? new Uint8Array(value.getValue()) : null;
}

function findSigningTime(info: SignerInfo): Date | null {
  const value = findAttribute(info, SIGNING_TIME) as { toDate?: () => Date } | undefined;
  const at = value?.toDate?.();
  return at === undefined || Number.isNaN(at.getTime()) ? null : at;
}

function readName({ typesAndValues }: RelativeDistinguishedNames): string | null {
  const found = typesAndValues.find((one) => one.type === COMMON_NAME);
  const text = String(found?.value.valueBlock.value ?? "")
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}]+/gu, " ")
    .trim()
    .slice(0, 300);
  return text === "" ? null : text;
}

async function verify(data: SignedData, content: Buffer): Promise<"sound" | "broken" | "unsupported"> {
  try {
    const buffer = new Uint8Array(content).buffer;
    const outcome = await data.verify({ signer: 0, data: buffer, checkChain: false, extendedMode: true });
    return outcome.signatureVerified === true ? "sound" : "broken";
  } catch (error) {
    // The library throws for a failed check as well as for what it does not know; only the first has an outcome.
    const { signatureVerified } = error as { signatureVerified?: boolean | null };
    return signatureVerified === false ? "broken" : "unsupported";
  }
}

interface ChainQuestion {
  readonly data: SignedData;
  readonly roots: readonly Uint8Array[];
  readonly at: Date;
}

async function leadsToRoot(certificate: Certificate, { data, roots, at }: ChainQuestion): Promise<boolean> {
  const others = listCertificates(data).filter((one) => one !== certificate);
  const engine = new CertificateChainValidationEngine({
    trustedCerts: roots.map((root) => Certificate.fromBER(new Uint8Array(root))),
    // The one whose chain is asked for comes last.
    certs: [...others, certificate],
    checkDate: at,
  });
  try {
    return (await engine.verify()).result;
  } catch {
    return false;
  }
}
