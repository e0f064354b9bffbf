import { createHash } from "node:crypto";
import { Integer, ObjectIdentifier, OctetString, UTCTime, Utf8String } from "asn1js";
import {
  Attribute,
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  Extension,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from "pkijs";

const algorithm = { name: "ECDSA", namedCurve: "P-256" };

/** A key with its certificate. */
export interface Holder {
  readonly certificate: Certificate;
  readonly keys: CryptoKeyPair;
}

export interface HolderOptions {
  readonly name: string;
  readonly serial: number;
  /** Left out: the certificate signs itself, as a root does. */
  readonly issuer?: Holder;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

export async function makeHolder({ name, serial, issuer, notBefore, notAfter }: HolderOptions): Promise<Holder> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = new Certificate();
  certificate.version = 2;
  certificate.serialNumber = new Integer({ value: serial });
  const common = new AttributeTypeAndValue({ type: "2.5.4.3", value: new Utf8String({ value: name }) });
  certificate.subject.typesAndValues.push(common);
  certificate.issuer.typesAndValues.push(...(issuer?.certificate.subject.typesAndValues ?? [common]));
  certificate.notBefore.value = notBefore ?? new Date("2024-01-01T00:00:00Z");
  certificate.notAfter.value = notAfter ?? new Date("2030-01-01T00:00:00Z");
  const constraints = new BasicConstraints({ cA: issuer === undefined });
  const extnValue = constraints.toSchema().toBER();
  certificate.extensions = [new Extension({ extnID: "2.5.29.19", critical: true, extnValue })];
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign((issuer?.keys ?? keys).privateKey, "SHA-256");
  return { certificate, keys };
}

export const toDer = ({ certificate }: Holder): Uint8Array => new Uint8Array(certificate.toSchema().toBER());

export const toPem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString("base64")}\n-----END CERTIFICATE-----\n`;

const room = 4_096;
const page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>";

export interface SignOptions {
  readonly signer: Holder;
  readonly chain?: readonly Holder[];
  readonly signedAt?: Date;
  /** Signed earlier; this signature is added behind it. */
  readonly before?: Uint8Array;
}

/** A PDF of one page with one signature more, over everything up to its end. */
export async function signPdf({ signer, chain = [], signedAt, before }: SignOptions): Promise<Buffer> {
  const start =
    before === undefined
      ? `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] ` +
        `/Count 1 >>\nendobj\n3 0 obj\n${page}\nendobj\n`
      : Buffer.from(before).toString("latin1");
  const dictionary = `4 0 obj\n<< /Type /Sig /SubFilter /adbe.pkcs7.detached /ByteRange [`;
  const ranges = " ".repeat(60);
  const head = `${start}${dictionary}${ranges}] /Contents `;
  const tail = `>>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n`;
  const [length, from] = [head.length, head.length + 2 * room + 2];
  const numbers = `0 ${length} ${from} ${tail.length}`.padEnd(ranges.length);
  const first = Buffer.from(head.replace(`[${ranges}]`, `[${numbers}]`), "latin1");
  const signature = await signBytes(Buffer.concat([first, Buffer.from(tail)]), { signer, chain, signedAt });
  return Buffer.concat([first, Buffer.from(`<${signature.toString("hex").padEnd(2 * room, "0")}>${tail}`)]);
}

async function signBytes(
  content: Buffer,
  { signer, chain, signedAt }: { signer: Holder; chain: readonly Holder[]; signedAt: Date | undefined },
): Promise<Buffer> {
  const { issuer, serialNumber } = signer.certificate;
  const digest = createHash("sha256").update(content).digest();
  const attributes = [
    new Attribute({ type: "1.2.840.113549.1.9.3", values: [new ObjectIdentifier({ value: "1.2.840.113549.1.7.1" })] }),
    new Attribute({ type: "1.2.840.113549.1.9.4", values: [new OctetString({ valueHex: new Uint8Array(digest) })] }),
  ];
  if (signedAt !== undefined) {
    attributes.push(new Attribute({ type: "1.2.840.113549.1.9.5", values: [new UTCTime({ valueDate: signedAt })] }));
  }
  const data = new SignedData({
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: "1.2.840.113549.1.7.1" }),
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer, serialNumber }),
        signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
      }),
    ],
    certificates: [signer.certificate, ...chain.map((one) => one.certificate)],
  });
  await data.sign(signer.keys.privateKey, 0, "SHA-256", new Uint8Array(content).buffer);
  const info = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: data.toSchema(true) });
  return Buffer.from(info.toSchema().toBER());
}
