package dev.tidings.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority of a test, made with the JDK's {@code keytool} in a folder that the test gives. */
public final class CertificateAuthority {

    private static final String PASSWORD = "changeit";
    private static final String CERTIFICATES = "certificates.pem";
    private static final String CERTIFICATE = "certificate.pem";
    private static final String KEY = "key.pem";

    private final Path store;
    private final Path certificate;

    private CertificateAuthority(Path folder) {
        this.store = folder.resolve("authority.p12");
        this.certificate = folder.resolve(CERTIFICATES);
    }

    /** Makes an authority that nobody knows yet. */
    public static CertificateAuthority in(Path folder) {
        var authority = new CertificateAuthority(folder);
        authority.generate("authority", "CN=Tidings test authority", "-ext", "bc:c=ca:true", "-ext", "ku=keyCertSign");
        write(authority.certificate, "CERTIFICATE", authority.certificateOf("authority"));
        return authority;
    }

    /** Returns the file with the certificate of the authority, for who is to trust it. */
    public Path certificate() {
        return certificate;
    }

    /**
     * Issues a certificate to a server, and returns the files that the server needs: the authority, the certificate, and
     * the key.
     *
     * @param host name or IPv4 address by which clients reach the server
     */
    public List<Path> issue(String host, Path folder) {
        if (!hasIssued(host)) {
            String name = (Character.isDigit(host.charAt(0)) ? "ip:" : "dns:") + host;
            generate(host, "CN=" + host, "-signer", "authority", "-signerkeypass", PASSWORD, "-ext", "san=" + name);
        }
        List<Path> files = List.of(folder.resolve(CERTIFICATES), folder.resolve(CERTIFICATE), folder.resolve(KEY));
        write(files.get(0), "CERTIFICATE", certificateOf("authority"));
        write(files.get(1), "CERTIFICATE", certificateOf(host));
        write(files.get(2), "PRIVATE KEY", keyOf(host));
        return files;
    }

    /**
     * Returns the settings of a broker that listens over TLS, and nowhere else.
     *
     * @param folder where the broker finds what {@link #issue} made
     */
    static List<String> brokerSettings(String listener, String folder) {
        Path files = Path.of(folder);
        return List.of(
                "listeners.tcp = none",
                "listeners.ssl.1 = " + listener,
                "ssl_options.cacertfile = " + files.resolve(CERTIFICATES),
                "ssl_options.certfile = " + files.resolve(CERTIFICATE),
                "ssl_options.keyfile = " + files.resolve(KEY));
    }

    private void generate(String alias, String subject, String... more) {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = new ArrayList<>(List.of(keytool, "-genkeypair", "-alias", alias, "-dname", subject));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-startdate", "-1d", "-validity", "30"));
        command.addAll(List.of(more));
        Commands.output(new ProcessBuilder(command));
    }

    private boolean hasIssued(String host) {
        try {
            return load().containsAlias(host);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private byte[] certificateOf(String alias) {
        try {
            return load().getCertificate(alias).getEncoded();
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("No certificate of '%s' in %s".formatted(alias, store), ex);
        }
    }

    private byte[] keyOf(String alias) {
        try {
            return load().getKey(alias, PASSWORD.toCharArray()).getEncoded();
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("No key of '%s' in %s".formatted(alias, store), ex);
        }
    }

    private KeyStore load() throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return keys;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void write(Path file, String type, byte[] content) {
        String text = "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), type);
        try {
            Files.writeString(file, text);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
