package org.presencehub.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** The key pair that signs the tests' tokens; the server under test is given the public half. Immutable. */
public record TestKeys(RSAPrivateKey privateKey, RSAPublicKey publicKey) {
    /** Reads {@code private.pem} of a directory, after writing it and {@code public.pem} if they are missing. */
    public static TestKeys in(Path directory) {
        Path file = directory.resolve("private.pem");
        if (Files.notExists(file)) {
            generate().write(directory);
        }
        return read(file);
    }

    /** Reads a private RSA key (PKCS #8, PEM) and derives the public one. */
    public static TestKeys read(Path file) {
        try {
            String base64 = Files.readString(file).replaceAll("-----[^-]+-----|\\s", "");
            KeyFactory factory = KeyFactory.getInstance("RSA");
            var key = (RSAPrivateCrtKey) factory.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
            var half = factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
            return new TestKeys(key, (RSAPublicKey) half);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(file + " holds no private RSA key", e);
        }
    }

    /** A pair of which the server knows nothing. */
    public static TestKeys generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            return new TestKeys((RSAPrivateKey) pair.getPrivate(), (RSAPublicKey) pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("public.pem"), pem("PUBLIC KEY", publicKey));
            Files.writeString(directory.resolve("private.pem"), pem("PRIVATE KEY", privateKey));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The public half as a PEM file holds it. */
    public String publicPem() {
        return pem("PUBLIC KEY", publicKey);
    }

    private static String pem(String label, Key key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
