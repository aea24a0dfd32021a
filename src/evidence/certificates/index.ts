// Certificates as evidence.
export { CertificateCollector } from "./collect-certificates.ts";
export { describeCertificate, NoCertificate } from "./describe-certificate.ts";
export { ObjectCertificates } from "./inside-objects.ts";
