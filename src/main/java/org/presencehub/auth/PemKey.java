package org.presencehub.auth;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.presencehub.work.Printable;

/** Reads what stands between the two lines of a PEM text (RFC 7468 §5 and §13). Stateless. */
final class PemKey {
    static final String PUBLIC_KEY = "PUBLIC KEY";
    private static final String CERTIFICATE = "CERTIFICATE";

    private PemKey() {}

    static VerificationKey parse(String label, byte[] der) throws UnusableKeyException {
        return VerificationKey.of(
                Optional.empty(),
                switch (label) {
                    case PUBLIC_KEY -> publicKey(der);
                    case CERTIFICATE -> certified(der);
                    default ->
                        throw new UnusableKeyException(
                                label.endsWith("PRIVATE KEY")
                                        ? "it is a private key, which has no place here"
                                        : "it is a PEM " + Printable.quoted(label));
                });
    }

    private static PublicKey publicKey(byte[] der) throws UnusableKeyException {
        return publicKey("RSA", der)
                .or(() -> publicKey("EC", der))
                .orElseThrow(() -> new UnusableKeyException("it is not an RSA or EC public key"));
    }

    private static Optional<PublicKey> publicKey(String type, byte[] der) {
        try {
            return Optional.of(KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(der)));
        } catch (GeneralSecurityException otherType) {
            return Optional.empty();
        }
    }

    /** Only its key counts: who pins a certificate trusts it by name, dates and chain are not looked at. */
    private static PublicKey certified(byte[] der) throws UnusableKeyException {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der))
                    .getPublicKey();
        } catch (GeneralSecurityException malformed) {
            throw new UnusableKeyException("it is not a certificate");
        }
    }
}
