// Certificates as evidence.
export { describeCertificate, NoCertificate } from "./describe-certificate.ts";
